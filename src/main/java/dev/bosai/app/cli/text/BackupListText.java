package dev.bosai.app.cli.text;

import dev.bosai.app.report.Spans;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import dev.bosai.workflows.port.Proven;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a repository holds, as people read it: alarms first, then which moments are in reach. */
public final class BackupListText {
  private final Style style;
  private final int width;

  /**
   * Makes the writer.
   *
   * @param width no line is longer
   */
  public BackupListText(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  /** Returns the lines; the last one says what to do next. */
  public List<String> lines(String system, String database, BackupList list) {
    List<String> lines = new ArrayList<>();
    list.alarms().forEach(alarm -> alarm(alarm, lines));
    lines.add(
        "%s, database \"%s\": %s in %s, looked at %s"
            .formatted(system, database, list.provider(), list.repository(), Spans.day(list.at())));
    windows(list, lines);
    gaps(list.gaps(), lines);
    backups(list, lines);
    proven(list.proven(), list.at(), lines);
    lines.add("");
    lines.add("next: " + next(system, list));
    return lines;
  }

  private void alarm(String alarm, List<String> lines) {
    Table.wrapped("ALARM: " + alarm, width).forEach(line -> lines.add(style.bad(line)));
  }

  private void windows(BackupList list, List<String> lines) {
    lines.add("");
    if (list.windows().isEmpty()) {
      lines.add(style.bad("no moment can be reached"));
      return;
    }
    lines.add(style.strong("every moment can be reached"));
    Table table = new Table(width).row("  from", "to", "timeline", "with backup");
    for (Window window : list.windows()) {
      table.row(
          "  " + Spans.exact(window.from()),
          to(window),
          Integer.toString(window.timeline()),
          window.backup());
    }
    lines.addAll(table.lines());
  }

  private static String to(Window window) {
    Instant to = window.to();
    return to == null ? "its end; no later commit is archived" : Spans.exact(to);
  }

  private void gaps(List<Gap> gaps, List<String> lines) {
    if (gaps.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(style.bad("gaps"));
    for (Gap gap : gaps) {
      String files =
          gap.first().equals(gap.last()) ? gap.first() : gap.first() + " to " + gap.last();
      Instant last = gap.lastReachable();
      String before = last == null ? "" : "; last reachable moment before it " + Spans.exact(last);
      Table.wrapped(files + ": " + gap.reason() + before, width - 2)
          .forEach(line -> lines.add(style.bad("  " + line)));
    }
  }

  private void backups(BackupList list, List<String> lines) {
    if (list.backups().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(style.strong("backups"));
    Table table = new Table(width).row("  id", "taken", "age", "size", "timeline");
    for (Backup backup : list.backups()) {
      table.row(
          "  " + backup.id(),
          Spans.day(backup.stoppedAt()),
          age(backup.stoppedAt(), list.at()),
          Sizes.words(backup.bytes()),
          Integer.toString(backup.timeline()));
    }
    lines.addAll(table.lines());
    lines.add("");
  }

  private void proven(@Nullable Proven proven, Instant at, List<String> lines) {
    if (proven == null) {
      lines.add(style.bad("last proven restorable point: none; no restore was ever proven"));
      return;
    }
    Instant point = proven.point();
    String text =
        "last proven restorable point: "
            + (point == null ? "position " + proven.lsn() : Spans.exact(point))
            + " with backup \""
            + proven.backup()
            + "\", proven "
            + age(proven.at(), at)
            + " ago";
    lines.addAll(Table.wrapped(text, width));
  }

  private static String age(Instant from, Instant to) {
    return Spans.words(Duration.between(from, to));
  }

  private static String next(String system, BackupList list) {
    if (list.backups().isEmpty() || !list.gaps().isEmpty()) {
      return "bosai backup take --system " + system;
    }
    return list.proven() == null
        ? "bosai backup prove --system " + system
        : "bosai backup find --system "
            + system
            + " --around TIME finds a mistake to go back before";
  }
}
