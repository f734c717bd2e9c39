package dev.bosai.app.report;

import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The moment a database was brought back to, and what people had written after it. */
final class TargetSection {
  private TargetSection() {}

  /** Returns the section; empty for a run that brings nothing back to a moment. */
  static String of(PointInTimeView run) {
    TargetView target = run.target();
    return target == null
        ? ""
        : Html.section(
            "Target, and what was written after it",
            said(target) + rows(run) + missed(run.notCompared()));
  }

  private static String said(TargetView target) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("Asked for", target.asked());
    said.put("Chosen", target.chosen());
    String reached = target.reached();
    said.put("Reached", reached == null ? "not yet" : reached);
    return Html.list("evidence", said);
  }

  private static String rows(PointInTimeView run) {
    SortedMap<String, WrittenView> written = run.written();
    if (written == null) {
      return Html.soft("What was written after the target was not compared.");
    }
    if (written.isEmpty()) {
      String which = run.notCompared().isEmpty() ? "no row" : "of all other tables no row";
      return Html.soft("Compared: the old directory has " + which + " that the restored has not.");
    }
    return Html.soft("Rows of the old directory that the restored one has not, or not so.")
        + Html.table(
            List.of("!Table", "#Inserted", "#Updated", "#Deleted", "To be reviewed"),
            written.entrySet().stream()
                .map(table -> cells(table.getKey(), table.getValue()))
                .toList());
  }

  private static String missed(SortedMap<String, String> notCompared) {
    return notCompared.isEmpty()
        ? ""
        : Html.soft("Not compared: whether the old directory has other rows there is not known.")
            + Html.list("evidence", notCompared);
  }

  private static List<String> cells(String table, WrittenView rows) {
    return List.of(
        "<strong>" + Html.text(table) + "</strong>",
        number(rows.inserted()),
        number(rows.updated()),
        number(rows.deleted()),
        "<code>" + Html.text(rows.file()) + "</code>");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
