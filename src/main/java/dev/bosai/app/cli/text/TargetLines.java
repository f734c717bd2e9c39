package dev.bosai.app.cli.text;

import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The moment a database is brought back to, for people at a terminal. */
final class TargetLines {
  private TargetLines() {}

  /** Adds what is known so far to the facts of a run; nothing for one that has no target. */
  static void facts(Table table, PointInTimeView run) {
    TargetView target = run.target();
    if (target == null) {
      return;
    }
    table.row("  asked for", target.asked());
    table.row("  target", target.chosen());
    String reached = target.reached();
    if (reached != null) {
      table.row("  reached", reached);
    }
    SortedMap<String, WrittenView> written = run.written();
    if (written != null) {
      table.row("  after it", sum(written, run.notCompared().isEmpty() ? "" : "of another table "));
    }
    run.notCompared().forEach((name, why) -> table.row("  not compared", name + ": " + why));
  }

  private static String sum(Map<String, WrittenView> written, String which) {
    long inserted = written.values().stream().mapToLong(WrittenView::inserted).sum();
    long updated = written.values().stream().mapToLong(WrittenView::updated).sum();
    long deleted = written.values().stream().mapToLong(WrittenView::deleted).sum();
    return written.isEmpty()
        ? "no row " + which + "was written"
        : "in %d %s %s"
            .formatted(
                written.size(),
                written.size() == 1 ? "table" : "tables",
                counts(new WrittenView("", inserted, updated, deleted)));
  }

  /** Returns what each table had, and where it can be reviewed. */
  static List<String> tables(Map<String, WrittenView> written, int width) {
    Table table = new Table(width);
    written.forEach(
        (name, rows) -> table.row("  " + name, counts(rows) + "; review " + rows.file()));
    return table.wrapped().stream().flatMap(List::stream).toList();
  }

  private static String counts(WrittenView rows) {
    return String.format(
        Locale.ROOT,
        "%,d inserted, %,d updated, %,d deleted",
        rows.inserted(),
        rows.updated(),
        rows.deleted());
  }
}
