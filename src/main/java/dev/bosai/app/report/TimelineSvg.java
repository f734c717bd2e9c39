package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Draws the run: one row for each step, machine's and people's time apart, the outage behind them.
 */
final class TimelineSvg {
  private static final double WIDTH = 1000;

  /** Beyond it is room for the length of the last bar. */
  private static final double RIGHT = 930;

  private static final double TOP = 44;
  private static final double ROW = 26;
  private static final double BAR = 14;
  private static final double LETTER = 7.2;

  private final RunSnapshot run;
  private final Instant now;
  private final Axis axis;
  private final List<StepView> rows;
  private final double left;

  TimelineSvg(RunSnapshot run, Instant now) {
    this.run = run;
    this.now = now;
    this.rows = run.steps().stream().filter(step -> step.startedAt() != null).toList();
    this.left = rows.stream().mapToInt(step -> step.id().length()).max().orElse(0) * LETTER + 30;
    this.axis = Axis.of(run, now, left, RIGHT);
  }

  String draw() {
    double height = bottom() + 40;
    return String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"timeline of the run\">%n",
            WIDTH,
            height)
        + outage()
        + ticks()
        + marks()
        + bars()
        + "</svg>\n";
  }

  private double bottom() {
    return TOP + ROW * rows.size() + 6;
  }

  private String outage() {
    Measured measured = run.measured();
    Instant last = measured == null ? null : measured.lastWriteBefore();
    if (measured == null || last == null) {
      return "";
    }
    Instant first = measured.firstWriteAfter();
    double x1 = axis.x(last);
    double x2 = axis.x(first == null ? now : first);
    Long length = measured.outageMs();
    String label = "no writes" + (length == null ? "" : " for " + Spans.words(length));
    return String.format(
            Locale.ROOT,
            "<rect class=\"outage\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
            x1,
            TOP - 6,
            Math.max(2, x2 - x1),
            bottom() - TOP + 6)
        + label(new Point((x1 + x2) / 2, TOP - 12), "outage", middle(x1, x2), label);
  }

  private String middle(double x1, double x2) {
    double centre = (x1 + x2) / 2;
    return centre < left + 60 ? "start" : centre > RIGHT - 60 ? "end" : "middle";
  }

  private String ticks() {
    StringBuilder ticks = new StringBuilder();
    Instant zero = run.header().startedAt();
    for (Duration tick : axis.ticks(zero)) {
      double x = axis.x(zero.plus(tick));
      ticks
          .append(line("axis", x, TOP - 6, bottom()))
          .append(
              label(new Point(x, bottom() + 16), "soft", side(zero.plus(tick)), tickText(tick)));
    }
    return ticks
        .append(
            label(
                new Point(left, bottom() + 32),
                "soft",
                "start",
                "time since the run was started at " + Spans.day(zero)))
        .toString();
  }

  private static String tickText(Duration tick) {
    if (tick.isZero()) {
      return "start";
    }
    long ms = Math.abs(tick.toMillis());
    String sign = tick.isNegative() ? "−" : "+";
    if (ms < 60_000) {
      String seconds = String.format(Locale.ROOT, "%.2f", ms / 1000.0);
      return sign + seconds.replaceAll("\\.?0+$", "") + " s";
    }
    return sign + Spans.words(ms);
  }

  private String marks() {
    Instant began = run.header().clock().startedAt();
    Instant restored = run.header().restoredAt();
    String began1 =
        axis.holds(began) && began.isBefore(run.header().startedAt())
            ? line("mark", axis.x(began), TOP - 26, bottom())
                + label(new Point(axis.x(began), TOP - 30), "soft", side(began), "incident began")
            : "";
    return restored == null
        ? began1
        : began1
            + line("restored", axis.x(restored), TOP - 26, bottom())
            + label(new Point(axis.x(restored), TOP - 30), "restored", side(restored), "restored");
  }

  private String side(Instant at) {
    return axis.x(at) > RIGHT - 50 ? "end" : axis.x(at) < left + 50 ? "start" : "middle";
  }

  private String bars() {
    StringBuilder bars = new StringBuilder();
    for (int n = 0; n < rows.size(); n++) {
      bars.append(row(rows.get(n), TOP + ROW * n));
    }
    return bars.toString();
  }

  private String row(StepView step, double y) {
    Instant began = began(step);
    Instant end = step.endedAt() == null ? now : step.endedAt();
    String name =
        label(
            new Point(left - 12, y + 15),
            step.state() == StepState.NOT_NEEDED ? "soft" : "",
            "end",
            step.id());
    double top = y + 4;
    String length = length(step, new Stretch(began, end), y + 15);
    if (step.waitedMs() == 0) {
      return name + bar(kind(step), new Stretch(began, end), top, step) + length;
    }
    Instant answered = answered(step).orElse(end);
    Instant asked = answered.minusMillis(step.waitedMs());
    Instant from = asked.isBefore(began) ? began : asked;
    return name
        + bar(kind(step), new Stretch(began, end), top, step)
        + bar("people", new Stretch(from, answered), top, step)
        + length;
  }

  /** Many a step is too short to be seen beside people's minutes, so each says how long it took. */
  private String length(StepView step, Stretch stretch, double y) {
    if (kind(step).equals("idle")) {
      return "";
    }
    double from = axis.x(stretch.from());
    double to = Math.max(from + 3, axis.x(stretch.to()));
    String text = Spans.words(Duration.between(stretch.from(), stretch.to()));
    return label(new Point(to + 5, y), "soft", "start", text);
  }

  private static String kind(StepView step) {
    return switch (step.state()) {
      case FAILED -> "failed";
      case NOT_NEEDED, SKIPPED, PENDING -> "idle";
      case RUNNING, WAITING, DONE -> "machine";
    };
  }

  private static Instant began(StepView step) {
    Instant began = step.startedAt();
    if (began == null) {
      throw new IllegalArgumentException("step " + step.id() + " has not begun");
    }
    return began;
  }

  /**
   * People were waited for until the last decision about the step; without one, until the step's
   * end.
   */
  private Optional<Instant> answered(StepView step) {
    return run.decisions().stream()
        .filter(decision -> decision.what().endsWith(" " + step.id()))
        .map(DecisionView::at)
        .reduce((first, second) -> second);
  }

  /** A stretch of time. */
  private record Stretch(Instant from, Instant to) {}

  private String bar(String kind, Stretch stretch, double y, StepView step) {
    double x = axis.x(stretch.from());
    String title =
        Html.text(
            step.id()
                + ": "
                + step.state().word()
                + ", "
                + Spans.words(Duration.between(stretch.from(), stretch.to())));
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>%s</title></rect>%n",
        kind,
        x,
        y,
        Math.max(3, axis.x(stretch.to()) - x),
        BAR,
        title);
  }

  private static String line(String kind, double x, double y1, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        kind,
        x,
        y1,
        x,
        y2);
  }

  /** A place on the picture. */
  private record Point(double x, double y) {}

  private static String label(Point at, String kind, String anchor, @Nullable String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        kind,
        at.x(),
        at.y(),
        anchor,
        Html.text(text == null ? "" : text));
  }
}
