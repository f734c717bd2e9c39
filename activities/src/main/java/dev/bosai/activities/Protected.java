package dev.bosai.activities;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ApplicationFailure;

/**
 * The worker's own configuration: whatever a run asks for, only what is listed here is touched.
 *
 * @param file this worker's system file
 */
public record Protected(SystemFile file) {

  /**
   * Looks a database up.
   *
   * @throws ApplicationFailure of type NOT_LISTED if this worker's file does not have it
   */
  public Database database(DatabaseRef ref) {
    if (!file.system().equals(ref.system())) {
      throw notListed("system", ref.system());
    }
    return file.database(ref.database()).orElseThrow(() -> notListed("database", ref.database()));
  }

  /**
   * Looks a node up.
   *
   * @throws ApplicationFailure of type NOT_LISTED if this worker's file does not have it
   */
  public Node node(NodeRef ref) {
    Node node = database(new DatabaseRef(ref.system(), ref.database())).nodes().get(ref.node());
    if (node == null) {
      throw notListed("node", ref.node());
    }
    return node;
  }

  private ApplicationFailure notListed(String what, String name) {
    return Failures.of(
        FailureType.NOT_LISTED,
        what
            + " \""
            + name
            + "\" is not in this worker's system file for \""
            + file.system()
            + "\"",
        "start the worker with the system file the run was planned with, then retry");
  }
}
