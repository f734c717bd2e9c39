package dev.bosai.app.lab.command;

import dev.bosai.app.lab.Lab;
import dev.bosai.app.provision.Progress;
import dev.bosai.app.run.Runs;
import dev.bosai.app.run.TemporalUi;
import dev.bosai.app.run.Wanted;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.Backup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Has the lab's own workers take a backup, as a person would. */
final class FirstBackup {
  private static final String DATABASE = "main";

  private FirstBackup() {}

  static Backup take(Lab lab, Progress progress) {
    progress.say("taking the first backup");
    SystemFile file = read(lab.layout().systemFile());
    BackupOrder order = new BackupOrder(file, DATABASE, "lab", "the first backup");
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "TakeBackup",
            "take",
            true,
            order,
            order,
            "Take the first backup",
            null);
    try (Runs runs =
        Runs.open(
            file.temporal(),
            TemporalAccess.plain(),
            TemporalUi.of(file.temporal()),
            Clock.systemUTC())) {
      return runs.orders().start(wanted).result(Backup.class, text -> {});
    }
  }

  private static SystemFile read(Path file) {
    try {
      return SystemFileParser.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
