package dev.bosai.app.cli.text;

import dev.bosai.app.report.Spans;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.Candidates.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Transactions of which one may be the mistake, and what to type to go back before it. */
public final class CandidatesText {
  /** The heaviest first; the advisor names exactly these. */
  private static final List<String> KINDS =
      List.of("drop", "truncate", "alter", "create", "delete", "update", "insert");

  private static final int DDL = 3;

  private final Style style;
  private final int width;

  /**
   * Makes the writer.
   *
   * @param width no line is longer
   */
  public CandidatesText(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  /** Returns the lines; the last one is what to type for the likeliest of them. */
  public List<String> lines(String system, Candidates candidates) {
    List<String> lines = new ArrayList<>();
    if (!candidates.missing().isEmpty()) {
      Table.wrapped("NOT ALL WAS READ: " + candidates.missing(), width)
          .forEach(line -> lines.add(style.bad(line)));
    }
    if (candidates.found().isEmpty()) {
      lines.add("no transaction was found " + span(candidates));
      lines.add("next: look further with --within 1h, or without --table");
      return lines;
    }
    int count = candidates.found().size();
    lines.add((count == 1 ? "1 transaction " : count + " transactions ") + span(candidates));
    lines.add("");
    table(candidates.found(), lines);
    lines.add("");
    lines.addAll(next(system, likeliest(candidates.found())));
    return lines;
  }

  private static String span(Candidates candidates) {
    return "from %s to %s, timeline %d"
        .formatted(Spans.day(candidates.from()), Spans.day(candidates.to()), candidates.timeline());
  }

  private void table(List<Candidate> found, List<String> lines) {
    Table table = new Table(width).row("committed", "what", "target", "tables");
    found.forEach(
        candidate ->
            table.row(at(candidate), candidate.kind(), candidate.target(), tables(candidate)));
    List<String> rows = table.lines();
    lines.add(rows.get(0));
    for (int n = 0; n < found.size(); n++) {
      boolean heavy = KINDS.indexOf(found.get(n).kind()) < DDL;
      lines.add(heavy ? style.asking(rows.get(n + 1)) : rows.get(n + 1));
    }
  }

  private static String at(Candidate candidate) {
    Instant at = candidate.at();
    return at == null ? "time unknown" : Spans.exact(at);
  }

  private static String tables(Candidate candidate) {
    return candidate.tables().stream().map(CandidatesText::table).collect(Collectors.joining(", "));
  }

  private static String table(Candidates.Table table) {
    List<String> done = new ArrayList<>();
    if (table.dropped()) {
      done.add("emptied or gone");
    }
    rows(table.inserted(), "+", done);
    rows(table.updated(), "~", done);
    rows(table.deleted(), "−", done);
    return table.name() + (done.isEmpty() ? "" : " (" + String.join(" ", done) + ")");
  }

  private static void rows(long count, String sign, List<String> done) {
    if (count > 0) {
      done.add(sign + count);
    }
  }

  /** The heaviest; of several, the one that changed most rows. */
  private static Candidate likeliest(List<Candidate> found) {
    return found.stream()
        .min(
            Comparator.comparingInt((Candidate candidate) -> KINDS.indexOf(candidate.kind()))
                .thenComparing(Comparator.comparingLong(CandidatesText::weight).reversed()))
        .orElseThrow();
  }

  private static long weight(Candidate candidate) {
    return candidate.tables().stream()
        .mapToLong(table -> table.inserted() + table.updated() + table.deleted())
        .sum();
  }

  private static List<String> next(String system, Candidate pick) {
    return List.of(
        "next, to go back to just before the "
            + pick.kind()
            + " of "
            + at(pick)
            + " (or name another target):",
        "  bosai start point-in-time-recovery --system "
            + system
            + " --input target="
            + pick.target());
  }
}
