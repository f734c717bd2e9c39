package dev.bosai.app.cli;

import dev.bosai.runbooks.system.SystemFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that is about no run names its system. */
final class SystemOption {
  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "Name or file of the system; default: the system file at hand.")
  private @Nullable String system;

  @Nullable String name() {
    return system;
  }

  SystemFile read(Systems systems) {
    return systems.read(system);
  }
}
