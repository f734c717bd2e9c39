package dev.bosai.app.codec;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has to do with encrypted payloads. */
@Command(
    name = "codec",
    description = "Lets Temporal's Web UI show what is encrypted.",
    subcommands = CodecServeCommand.class)
public final class CodecCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command: serve");
  }
}
