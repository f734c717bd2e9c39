package dev.bosai.app.lab.command;

import dev.bosai.app.lab.BackupKind;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.lab.LabUp;
import dev.bosai.app.lab.Replication;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the lab up. */
@Command(
    name = "up",
    description =
        "Puts the lab up and returns when all is ready; again: brings back what is missing.",
    mixinStandardHelpOptions = true)
final class LabUpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--replication",
      paramLabel = "async|sync",
      description = "Whether a commit waits for the other site; default: async.")
  private @Nullable Replication replication;

  @Option(
      names = "--lag",
      paramLabel = "D",
      converter = DurationOption.class,
      description =
          "Delay of replication between the sites, each way, for example 200ms; default: none.")
  private @Nullable Duration lag;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "The first of its ports, " + LabRequest.BASE_PORT + " by default.")
  private @Nullable Integer basePort;

  @Option(
      names = "--load",
      paramLabel = "MB",
      description = "Megabytes of data to load beyond the small tables; default: 0.")
  private @Nullable Integer load;

  @Option(
      names = "--backups",
      paramLabel = "basebackup|pgbackrest|none",
      description = "What keeps its backups; default: basebackup.")
  private @Nullable BackupKind backups;

  @Option(
      names = "--exclusive",
      description =
          "Promise that no client goes past the router, so that cutting the route proves a fence.")
  private @Nullable Boolean exclusive;

  @Option(
      names = "--backup",
      description = "Take a first backup too, to practise a point-in-time recovery on.")
  private boolean backup;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    long began = System.nanoTime();
    LabUp builder = new LabUp(LabHome.ofThisProcess(), System.getenv(), line -> say(out, line));
    Lab lab =
        builder.up(
            new LabRequest(
                replication,
                lag == null ? null : lag.toMillis(),
                basePort,
                load,
                backups,
                exclusive));
    if (backup) {
      FirstBackup.take(lab, line -> say(out, line));
    }
    LabStatus status = LabStatus.of(lab);
    say(out, "ready after %.1f s".formatted((System.nanoTime() - began) / 1e9));
    LabStatusText.lines(status).forEach(line -> say(out, line));
    if (Files.isDirectory(lab.layout().keys())) {
      say(out, "keys     " + lab.layout().keys() + "  (of those who decide, see \"people\" there)");
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
