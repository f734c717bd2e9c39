package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A lab with backups, its workers killed to order, and the two recoveries that they die in. */
final class Strikes implements AutoCloseable {
  /** Work that takes long, with as many tries as it has parts. */
  private static final List<String> LONG =
      List.of("RestoreBeside", "PreviewRestored", "TakeBackup", "ExtractRows");

  /** The middle of the copy, and of the replay. */
  private static final List<String> MIDWAY =
      List.of(
          "PointInTimeRecovery.RestoreBeside.of",
          "PointInTimeRecovery.RestoreBeside.replayed",
          "PointInTimeRecovery.PreviewRestored.counting");

  private final LabDrill drill;
  private final Crew crew;

  private Strikes(LabDrill drill, Crew crew) {
    this.drill = drill;
    this.crew = crew;
  }

  /** Puts a lab up and takes a backup. */
  static Strikes up(Path home, int basePort, String backups) {
    LabDrill drill = LabDrill.up(home, basePort, "--backups", backups);
    try {
      drill.ask("db1", "create table public.notes(what text)");
      backUp(drill);
      return new Strikes(drill, Crew.replacingWorkers(drill));
    } catch (RuntimeException | AssertionError e) {
      drill.close();
      throw e;
    }
  }

  /**
   * Kills whoever does the first of each piece of work, while a table is brought back.
   *
   * @param works activity types that it is for; empty means all
   * @param pieces at each of which somebody must have died
   */
  void strike(KillPoint point, List<String> works, List<String> pieces, Runnable recovery) {
    crew.standing().give(point, works);
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

  /** Returns at which work somebody died since the last order. */
  Set<String> died() {
    return crew.standing().obeyed();
  }

  /** Kills in the middle of long work. */
  void strikeMidway() {
    strike(KillPoint.UNDER_WAY, LONG, MIDWAY, () -> switchAndKeep(Mistake::retriedIfLeft));
  }

  /** The restored database takes the damaged one's place, for good. */
  void switchAndKeep() {
    switchAndKeep((mistake, kept) -> kept);
  }

  private void switchAndKeep(BiFunction<Mistake, JsonNode, JsonNode> atTheEnd) {
    Mistake mistake = Mistake.make(drill);
    JsonNode hold = mistake.start();
    JsonNode choose = mistake.answer(hold, "hold", "keep-serving");
    JsonNode settle = mistake.answer(choose, "choose", "switch");
    mistake.assertSwitchedAndKept(
        atTheEnd.apply(mistake, mistake.answer(settle, "settle", "keep")));
  }

  /** The switch turns out to be wrong; the table alone is brought back instead. */
  void undoThenExtract() {
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

  /** Takes everything down. */
  @Override
  public void close() {
    drill.close();
  }

  private static void backUp(LabDrill drill) {
    List<String> take =
        List.of("backup", "take", "--system", drill.systemFile().toString(), "--json");
    assertThat(drill.bosai(take.toArray(String[]::new)).exit()).isZero();
  }
}
