package dev.bosai.app.cli.text;

import dev.bosai.app.report.Spans;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows that only the old timeline has, as people read of them: what is uncertain comes first. */
public final class SalvagedText {
  private final Style style;
  private final int width;

  /**
   * Makes the writer.
   *
   * @param width no line of a table is longer
   */
  public SalvagedText(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  /** Returns the lines; the last one says what to do next. */
  public List<String> lines(String run, Salvaged salvaged) {
    if (salvaged.folder().isEmpty()) {
      return List.of(
          style.good(
              "nothing to salvage: nothing was committed on node \"%s\" past %s"
                  .formatted(salvaged.node(), salvaged.fork())));
    }
    List<String> lines = new ArrayList<>();
    salvaged
        .notCompared()
        .forEach((table, why) -> lines.add(style.bad("NOT COMPARED: \"" + table + "\": " + why)));
    lines.add(headline(salvaged));
    tables(salvaged, lines);
    for (String note : salvaged.notes()) {
      lines.addAll(Table.wrapped("note: " + note, width));
    }
    lines.add("");
    lines.add("on the host of \"" + salvaged.node() + "\": " + salvaged.folder());
    lines.add("nothing was brought back; read the files, then run what shall come back with psql");
    lines.add("next: bosai discard " + run + " --why \"…\"   (or bosai keep " + run + ")");
    return lines;
  }

  private static String headline(Salvaged salvaged) {
    return "%d commits of node \"%s\" are past the fork at %s; compared with \"%s\" at %s"
        .formatted(
            salvaged.commits(),
            salvaged.node(),
            salvaged.fork(),
            salvaged.primary(),
            Spans.exact(salvaged.at()));
  }

  private void tables(Salvaged salvaged, List<String> lines) {
    if (salvaged.tables().isEmpty()) {
      lines.add("no row of clients differs");
      return;
    }
    lines.add("");
    Table table =
        new Table(width).row("table", "inserted", "updated", "deleted", "conflicts", "file");
    salvaged.tables().entrySet().forEach(one -> row(table, one));
    List<String> rows = table.lines();
    lines.add(rows.get(0));
    int n = 1;
    for (SalvagedTable one : salvaged.tables().values()) {
      lines.add(one.conflicts() > 0 ? style.asking(rows.get(n)) : rows.get(n));
      n++;
    }
    lines.add("");
    salvaged
        .tables()
        .values()
        .forEach(
            one -> {
              lines.add("sha256 " + one.sha256() + "  " + name(one.file()));
              lines.add("sha256 " + one.sqlSha256() + "  " + name(one.sql()));
            });
  }

  private static void row(Table table, Map.Entry<String, SalvagedTable> one) {
    SalvagedTable rows = one.getValue();
    table.row(
        one.getKey(),
        Long.toString(rows.inserted()),
        Long.toString(rows.updated()),
        Long.toString(rows.deleted()),
        Long.toString(rows.conflicts()),
        name(rows.file()));
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
