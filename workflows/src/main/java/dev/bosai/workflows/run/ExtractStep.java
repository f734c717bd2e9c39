package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Extract;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.port.RowActivities.ExtractRows;
import dev.bosai.workflows.port.RowActivities.Extracted;
import dev.bosai.workflows.port.RowActivities.Rows;
import dev.bosai.workflows.view.StepState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings rows back out of what was restored: the difference is shown first. */
final class ExtractStep {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final HoldStep hold;

  ExtractStep(PointInTimeSteps.Shared shared, HoldStep hold) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.hold = hold;
  }

  Outcome carryOut(Extract step) {
    Recovery recovery = recoveries.of(step.database());
    // The rows come back by a write, and clients go on where they were.
    hold.free(step.head(), recovery);
    List<String> tables = tables(step, recovery.pointInTime());
    Extracted shown = extract(step, recovery, tables, "");
    Ruling ruling = ask(step, shown);
    if (!ruling.choice().equals("approve")) {
      return new Outcome("nothing was brought back, " + ruling.by(), evidence(shown));
    }
    Extracted done = extract(step, recovery, tables, shown.hash());
    return new Outcome("brought back " + words(done) + ", " + ruling.by(), evidence(done));
  }

  private static List<String> tables(Extract step, PointInTime point) {
    List<String> chosen =
        point.choiceIfAny().map(Ruling::tables).filter(text -> !text.isBlank()).stream().toList();
    return new Extract(step.head(), step.database(), chosen.isEmpty() ? step.tables() : chosen)
        .names();
  }

  /** Without the hash of what a person saw it is only shown. */
  private Extracted extract(Extract step, Recovery recovery, List<String> tables, String hash) {
    PointInTime point = recovery.pointInTime();
    return ports
        .rows(step.head(), point.node())
        .extractRows(
            new ExtractRows(
                point.restored(), tables, point.restored().run(), !hash.isEmpty(), hash));
  }

  private Ruling ask(Extract step, Extracted shown) {
    String text = "bring back " + words(shown) + "?";
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    return desk.ask(
        RunEvent.APPROVAL_ASKED,
        new Question(
            step.head().id(),
            "approve",
            "",
            null,
            Otherwise.HOLD,
            List.of("approve", "reject", "abort"),
            evidence(shown),
            text));
  }

  private static String words(Extracted extracted) {
    long inserted = extracted.tables().values().stream().mapToLong(Rows::inserted).sum();
    long updated = extracted.tables().values().stream().mapToLong(Rows::updated).sum();
    return inserted
        + " rows and the old content of "
        + updated
        + ", in "
        + String.join(", ", extracted.tables().keySet());
  }

  private static Map<String, String> evidence(Extracted extracted) {
    Map<String, String> evidence = new LinkedHashMap<>();
    extracted
        .tables()
        .forEach(
            (table, rows) ->
                evidence.put(
                    table,
                    "%s%d inserted, %d get their old content, %d only live ones stay"
                        .formatted(
                            rows.created() ? "table comes back; " : "",
                            rows.inserted(),
                            rows.updated(),
                            rows.kept())));
    evidence.put("difference", extracted.file());
    numbered("foreign key", extracted.foreignKeys(), evidence);
    numbered("sequence", extracted.sequences(), evidence);
    return evidence;
  }

  private static void numbered(String what, List<String> texts, Map<String, String> evidence) {
    for (int n = 0; n < texts.size(); n++) {
      evidence.put(what + " " + (n + 1), texts.get(n));
    }
  }
}
