package dev.bosai.app.cli.text;

import dev.bosai.app.report.Spans;
import dev.bosai.workflows.port.Proven;
import java.util.ArrayList;
import java.util.List;

/** A restore proof as people read it: what is not good comes first. */
public final class ProvenText {
  private final Style style;
  private final int width;

  /**
   * Makes the writer.
   *
   * @param width no line is longer
   */
  public ProvenText(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  /** Returns the lines; the last one says what to do next. */
  public List<String> lines(String system, Proven proven) {
    List<String> lines = new ArrayList<>();
    lines.add(proven.passed() ? style.good(headline(proven)) : style.bad(headline(proven)));
    checks(proven, lines);
    lines.add(
        "restored %s in %s, replayed %s of WAL in %s"
            .formatted(
                Sizes.words(proven.bytes()),
                Spans.words(proven.copyMs()),
                Sizes.words(proven.walBytes()),
                Spans.words(proven.replayMs())));
    Proven.Forecast forecast = proven.forecast();
    if (forecast != null) {
      lines.add(
          "that was %.0f and %.0f MB/s; at today's %s a restore takes about %s"
              .formatted(
                  forecast.copyMbPerSecond(),
                  forecast.replayMbPerSecond(),
                  Sizes.words(forecast.bytes()),
                  Spans.words(forecast.restoreMs())));
    }
    lines.add("last proven restorable point: " + point(proven));
    lines.add("");
    lines.add(
        proven.passed()
            ? "next: bosai backup list --system " + system
            : "next: mend what is red, then bosai backup take --system "
                + system
                + " and prove it");
    return lines;
  }

  private static String word(Proven.Check check) {
    if (check.wasLeftOut()) {
      return "-";
    }
    return check.good() ? "good" : "RED";
  }

  private static String headline(Proven proven) {
    boolean all = proven.checks().stream().noneMatch(Proven.Check::wasLeftOut);
    return proven.passed()
        ? "backup \"%s\" was restored and every check%s is good"
            .formatted(proven.backup(), all ? "" : " that could be made")
        : "NOT PROVEN: backup \"" + proven.backup() + "\" did not pass its restore proof";
  }

  private void checks(Proven proven, List<String> lines) {
    List<Proven.Check> sorted = new ArrayList<>();
    proven.checks().stream().filter(check -> !check.good()).forEach(sorted::add);
    proven.checks().stream().filter(Proven.Check::good).forEach(sorted::add);
    Table table = new Table(width);
    sorted.forEach(check -> table.row(word(check), check.name(), check.text()));
    List<List<String>> rows = table.wrapped();
    for (int n = 0; n < sorted.size(); n++) {
      boolean good = sorted.get(n).good();
      rows.get(n).forEach(line -> lines.add(good ? line : style.bad(line)));
    }
  }

  private static String point(Proven proven) {
    return (proven.point() == null ? "no commit was replayed" : Spans.exact(proven.point()))
        + ", position "
        + proven.lsn()
        + " of timeline "
        + proven.timeline();
  }
}
