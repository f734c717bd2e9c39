package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that does a piece of work of a point-in-time recovery where pgBackRest keeps
 * the backups. Only what touches backups differs, and whoever does that dies; and whoever goes
 * back.
 */
class PgbackrestKillIT {
  private static final int BASE = 26_800;

  private static final List<String> OF_BACKUPS =
      List.of(
          "AimRestore",
          "RestoreBeside",
          "PreviewRestored",
          "OpenRestored",
          "SwitchNode",
          "TakeBackup",
          "ProveBackup");

  private static final List<String> ON_THE_WAY_BACK =
      List.of("HoldWrites", "WrittenSince", "UndoSwitch", "ExtractRows", "DiscardRestored");

  @TempDir private Path folder;

  @Test
  void whoeverDiesTheDatabaseEndsAsItWould() {
    try (Strikes lab = Strikes.up(folder.resolve("home"), BASE, "pgbackrest")) {
      for (KillPoint point : KillPoint.ofAll()) {
        lab.strike(point, OF_BACKUPS, List.of(), lab::switchAndKeep);
        assertThat(lab.died()).as(point.toString()).hasSameSizeAs(OF_BACKUPS);
        lab.strike(point, ON_THE_WAY_BACK, List.of(), lab::undoThenExtract);
        assertThat(lab.died()).as(point.toString()).hasSameSizeAs(ON_THE_WAY_BACK);
      }
      lab.strikeMidway();
    }
  }
}
