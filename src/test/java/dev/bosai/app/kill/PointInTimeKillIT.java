package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
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

  /** Work that takes long, with as many tries as it has parts. */
  private static final List<String> LONG =
      List.of("RestoreBeside", "PreviewRestored", "TakeBackup", "ExtractRows");

  /** The middle of the copy, and of the replay. */
  private static final List<String> MIDWAY =
      List.of(
          "PointInTimeRecovery.RestoreBeside.of",
          "PointInTimeRecovery.RestoreBeside.replayed",
          "PointInTimeRecovery.PreviewRestored.counting");

  @TempDir private Path folder;
  private Optional<LabDrill> lab = Optional.empty();
  private Crew crew;

  @AfterEach
  void leaveNothing() {
    lab.ifPresent(LabDrill::close);
  }

  @Test
  void whoeverDiesTheDatabaseEndsAsItWould() {
    up("basebackup");
    for (KillPoint point : KillPoint.ofAll()) {
      crew.standing().give(point, List.of());
      struck(point, SWITCHED, this::switchAndKeep);
      struck(point, UNDONE_AND_EXTRACTED, this::undoThenExtract);
    }
    midway();
  }

  /** Only what touches backups differs, and whoever does that dies; and whoever goes back. */
  @Test
  void soItDoesWherePgbackrestKeepsTheBackups() {
    up("pgbackrest");
    for (KillPoint point : KillPoint.ofAll()) {
      crew.standing().give(point, OF_BACKUPS);
      struck(point, List.of(), this::switchAndKeep);
      assertThat(crew.standing().obeyed()).as(point.toString()).hasSameSizeAs(OF_BACKUPS);
      crew.standing().give(point, ON_THE_WAY_BACK);
      struck(point, UNDONE_AND_EXTRACTED, this::undoThenExtract);
    }
    midway();
  }

  private void midway() {
    crew.standing().give(KillPoint.UNDER_WAY, LONG);
    struck(KillPoint.UNDER_WAY, MIDWAY, () -> switchAndKeep(Mistake::retriedIfLeft));
  }

  private void up(String backups) {
    LabDrill drill = LabDrill.up(folder.resolve("home"), BASE, "--backups", backups);
    lab = Optional.of(drill);
    drill.ask("db1", "create table public.notes(what text)");
    backUp(drill);
    crew = Crew.replacingWorkers(drill);
  }

  private void struck(KillPoint point, List<String> pieces, Runnable recovery) {
    Instant began = Instant.now();
    Reviver reviver = new Reviver(crew);
    try {
      recovery.run();
    } finally {
      reviver.close();
      System.out.printf(
          "%s: deaths in %d ms: %s%n",
          point, Duration.between(began, Instant.now()).toMillis(), crew.standing().obeyed());
    }
    Set<String> died = crew.standing().obeyed();
    assertThat(died).as(point + ", somebody died at each").containsAll(pieces);
  }

  /** The switch turns out to be wrong; the table alone is brought back instead. */
  private void undoThenExtract() {
    LabDrill drill = lab.orElseThrow();
    Mistake mistake = Mistake.make(drill);
    JsonNode hold = mistake.start();
    JsonNode choose = mistake.answer(hold, "hold", "read-only");
    JsonNode settle = mistake.answer(choose, "choose", "switch");
    JsonNode refused = mistake.answer(settle, "settle", "undo");
    mistake.assertUndone(mistake.answer(refused, "settle", "override"));

    JsonNode again = mistake.start("tables=public.orders");
    JsonNode preview = mistake.answer(again, "hold", "keep-serving");
    JsonNode difference = mistake.answer(preview, "choose", "extract");
    mistake.assertExtracted(mistake.answer(difference, "approve", "approve"));
    drill.ask("db1", "truncate public.notes");
  }

  private void switchAndKeep() {
    switchAndKeep((mistake, kept) -> kept);
  }

  private void switchAndKeep(BiFunction<Mistake, JsonNode, JsonNode> atTheEnd) {
    Mistake mistake = Mistake.make(lab.orElseThrow());
    JsonNode hold = mistake.start();
    JsonNode choose = mistake.answer(hold, "hold", "keep-serving");
    JsonNode settle = mistake.answer(choose, "choose", "switch");
    mistake.assertSwitchedAndKept(
        atTheEnd.apply(mistake, mistake.answer(settle, "settle", "keep")));
  }

  private static void backUp(LabDrill drill) {
    List<String> take =
        List.of("backup", "take", "--system", drill.systemFile().toString(), "--json");
    assertThat(drill.bosai(take.toArray(String[]::new)).exit()).isZero();
  }
}
