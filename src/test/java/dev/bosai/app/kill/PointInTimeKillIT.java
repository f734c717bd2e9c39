package dev.bosai.app.kill;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process that does a piece of work of a point-in-time recovery, by SIGKILL, at each of
 * three points of every piece. Whatever dies, the database ends as it would have.
 *
 * <p>Everybody dies in one run, each once: a recovery for each point and ending, instead of one for
 * each death.
 */
class PointInTimeKillIT {
  private static final int BASE = 26_400;

  /** What a recovery that is switched and kept asks of others, with all that follows it. */
  private static final List<String> SWITCHED =
      List.of(
          "PointInTimeRecovery.AimRestore.",
          "PointInTimeRecovery.RestoreBeside.",
          "PointInTimeRecovery.PreviewRestored.",
          "PointInTimeRecovery.OpenRestored.",
          "PointInTimeRecovery.Fence.",
          "PointInTimeRecovery.SwitchNode.",
          "PointInTimeRecovery.VerifyWrite.",
          "PointInTimeRecovery.CompareRows.",
          "PointInTimeRecovery.LostBySwitch.",
          "PointInTimeRecovery.DiscardOld.",
          "Reprotect.Child.",
          "Reprotect.Rejoin.",
          "Reprotect.Secure.",
          "Reprotect.TakeBackup.",
          "Reprotect.ProveBackup.",
          "Reprotect.Tell.notify");

  private static final List<String> UNDONE_AND_EXTRACTED =
      List.of(
          "PointInTimeRecovery.HoldWrites.",
          "PointInTimeRecovery.WrittenSince.",
          "PointInTimeRecovery.UndoSwitch.",
          "PointInTimeRecovery.ExtractRows.",
          "PointInTimeRecovery.DiscardRestored.");

  @TempDir private Path folder;

  @Test
  void whoeverDiesTheDatabaseEndsAsItWould() {
    try (Strikes lab = Strikes.up(folder.resolve("home"), BASE, "basebackup")) {
      for (KillPoint point : KillPoint.ofAll()) {
        lab.strike(point, List.of(), SWITCHED, lab::switchAndKeep);
        lab.strike(point, List.of(), UNDONE_AND_EXTRACTED, lab::undoThenExtract);
      }
      lab.strikeMidway();
    }
  }
}
