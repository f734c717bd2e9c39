package dev.bosai.app.cli;

import dev.bosai.app.run.RunName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How every command names the run it is about. */
final class RunOptions {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "\"<system>\" for the live or latest run, or \"<system>@<id>\".")
  private String run;

  @Option(
      names = "--system",
      paramLabel = "FILE",
      description = "System file; default: the one that belongs to RUN's system.")
  private @Nullable String system;

  RunName name() {
    return RunName.parse(run);
  }

  @Nullable String system() {
    return system;
  }
}
