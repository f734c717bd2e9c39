package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds listed nodes on the host this worker runs on. */
public final class Hosts {
  private final Protected listed;

  /** Makes a finder over the worker's own configuration. */
  public Hosts(Protected listed) {
    this.listed = listed;
  }

  /**
   * Finds a node.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if its directory is not here or
   *     belongs to an account this worker cannot act for
   */
  public Host open(NodeRef ref) throws IOException {
    Node node = listed.node(ref);
    DataDirectory data = new DataDirectory(Path.of(node.data()));
    Path present = data.present();
    if (!Files.isDirectory(present)) {
      throw Failures.of(
          FailureType.REFUSED,
          "data directory \"" + node.data() + "\" of node \"" + ref.node() + "\" is not here",
          "run the worker of site \"" + node.site() + "\" on the node's own host");
    }
    Owner owner = Owner.of(present);
    return new Host(ref, node, data, owner, programs(node, present, owner));
  }

  private static Programs programs(Node node, Path present, Owner owner) throws IOException {
    Owner self = Owner.self();
    if (self.uid() != 0 && self.uid() != owner.uid()) {
      throw Failures.of(
          FailureType.REFUSED,
          "this worker runs as \""
              + self.user()
              + "\"; data directory \""
              + present
              + "\" belongs to \""
              + owner.user()
              + "\"",
          "run the worker as \"" + owner.user() + "\" or as root");
    }
    Path bin = ProgramFolder.find(node.control().bin(), present);
    return new Programs(bin, owner.prefix(self));
  }
}
