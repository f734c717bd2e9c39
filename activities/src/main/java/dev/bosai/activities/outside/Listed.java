package dev.bosai.activities.outside;

import dev.bosai.activities.Failures;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;

/** What this worker's system file lets a run use. */
final class Listed {
  private final SystemFile file;

  Listed(SystemFile file) {
    this.file = file;
  }

  void requireSystem(String system) {
    if (!file.system().equals(system)) {
      throw notListed("system", system);
    }
  }

  Channel channel(String system, String name) {
    return found(system, file.channels(), "channel", name);
  }

  Service service(String system, String name) {
    return found(system, file.services(), "service", name);
  }

  /** Requires that the program, not its arguments, is among those that runbooks may run. */
  void requireProgram(String system, List<String> command) {
    requireSystem(system);
    String program = command.isEmpty() ? "" : command.get(0);
    if (!file.policy().commands().contains(program)) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "program \""
              + program
              + "\" is not among \"policy.commands\" of this worker's system file",
          "list it there by its absolute path, restart the worker, then retry");
    }
  }

  private <T> T found(String system, Map<String, T> among, String what, String name) {
    requireSystem(system);
    T found = among.get(name);
    if (found == null) {
      throw notListed(what, name);
    }
    return found;
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
