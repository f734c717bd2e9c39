package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.util.Optional;

/**
 * A listed node on the host this worker runs on.
 *
 * @param ref its name
 * @param node its entry in the system file
 * @param data its data directory
 * @param owner the account the directory belongs to
 * @param programs that fit the directory, run as its owner
 */
public record Host(NodeRef ref, Node node, DataDirectory data, Owner owner, Programs programs) {

  /** Returns the control file. */
  public ControlFile control() {
    return new ControlFile(data.path());
  }

  /** Returns what the control file says. */
  public ControlData controlData() throws IOException, InterruptedException {
    return ControlData.read(programs, control(), owner);
  }

  /** Returns the server processes. */
  public ClusterProcesses processes() throws IOException {
    return new ClusterProcesses(data.present());
  }

  /** Returns what the running or killed server left in its lock file. */
  public Optional<PostmasterFile> postmaster() throws IOException {
    return PostmasterFile.read(data.postmasterPid());
  }

  /** Refuses unless the directory holds the cluster that the plan names. */
  public void requireIdentity(String systemIdentifier) throws IOException {
    String found = control().systemIdentifier();
    if (!found.equals(systemIdentifier)) {
      throw Failures.of(
          FailureType.WRONG_IDENTITY,
          "data directory \""
              + data.path()
              + "\" of node \""
              + ref.node()
              + "\" "
              + (found.isEmpty() ? "has no control file" : "is of cluster \"" + found + "\"")
              + "; the plan names cluster \""
              + systemIdentifier
              + "\"; nothing was touched",
          "compare the node's \"data\" in the system file with the host");
    }
  }
}
