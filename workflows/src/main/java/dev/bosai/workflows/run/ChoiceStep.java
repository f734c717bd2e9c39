package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import dev.bosai.workflows.view.StepState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks what becomes of what was restored. */
final class ChoiceStep {
  private static final int TABLES_SHOWN = 12;

  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final Facts facts;
  private final String tables;

  /**
   * Makes the step.
   *
   * @param tables that the run's input names for an extract; empty if it names none
   */
  ChoiceStep(PointInTimeSteps.Shared shared, String tables) {
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.facts = shared.facts();
    this.tables = tables;
  }

  Outcome carryOut(Choose step) {
    PointInTime point = recoveries.of(step.database()).pointInTime();
    String text = facts.fill(step.head().title()) + noSwitch(point.aim());
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    Ruling ruling =
        desk.ask(
            RunEvent.APPROVAL_ASKED,
            new Question(
                step.head().id(),
                "choose",
                "",
                step.within(),
                Otherwise.HOLD,
                choices(point.aim()),
                shown(point, recoveries.of(step.database())),
                text));
    point.chosen(ruling);
    String named = ruling.tables().isBlank() ? "" : " of " + ruling.tables();
    return Outcome.of(ruling.choice() + named + ", " + ruling.by());
  }

  private static List<String> choices(Aim aim) {
    return aim.noSwitch() == null
        ? List.of("switch", "extract", "discard", "abort")
        : List.of("extract", "discard", "abort");
  }

  private static String noSwitch(Aim aim) {
    return aim.noSwitch() == null ? "" : " A switch is not possible: " + aim.noSwitch();
  }

  private Map<String, String> shown(PointInTime point, Recovery recovery) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("target", point.aim().text());
    shown.put("lost by a switch", recovery.assessment().lossText());
    shown.put("and since then", growth(point, recovery));
    AimNotes.of(point.aim()).forEach(shown::put);
    point.previewIfAny().ifPresent(preview -> shown(preview, shown));
    if (!tables.isBlank()) {
      shown.put("tables", tables);
    }
    return shown;
  }

  /** The assessment is as old as the restore has taken. */
  private static String growth(PointInTime point, Recovery recovery) {
    if (point.holdsWrites()) {
      return "nothing more: writes are held";
    }
    return recovery.writesPerMinute() == 0
        ? "more, since clients go on writing"
        : "about " + recovery.writesPerMinute() + " transactions more each minute";
  }

  private static void shown(Preview preview, Map<String, String> shown) {
    shown.put("look yourself", preview.connect());
    preview.rows().stream()
        .limit(TABLES_SHOWN)
        .forEach(rows -> shown.put("rows of " + rows.table(), String.valueOf(rows.rows())));
  }
}
