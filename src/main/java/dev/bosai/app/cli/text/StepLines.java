package dev.bosai.app.cli.text;

import dev.bosai.app.report.Spans;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A run's steps as a table, each in the colour of its state. */
final class StepLines {
  private final Style style;
  private final int width;
  private final Function<Table, List<List<String>>> form;

  StepLines(Style style, int width, Function<Table, List<List<String>>> form) {
    this.style = style;
    this.width = width;
    this.form = form;
  }

  List<String> of(List<StepView> steps, Instant now) {
    Table table = new Table(width).row("  step", "state", "tries", "took", "people", "what");
    steps.forEach(step -> table.row(cells(step, now)));
    List<List<String>> rows = form.apply(table);
    List<String> lines = new ArrayList<>();
    rows.get(0).forEach(line -> lines.add(style.faint(line)));
    for (int n = 0; n < steps.size(); n++) {
      StepState state = steps.get(n).state();
      rows.get(n + 1).forEach(line -> lines.add(painted(state, line)));
    }
    return lines;
  }

  private static String[] cells(StepView step, Instant now) {
    return new String[] {
      "  " + step.id(),
      step.state().word(),
      step.attempts() == 0 ? "" : String.valueOf(step.attempts()),
      took(step, now),
      step.waitedMs() == 0 ? "" : Spans.words(step.waitedMs()),
      what(step)
    };
  }

  /** What to try stands with the question, and would tear the table. */
  private static String what(StepView step) {
    String text = step.sentence().isEmpty() ? step.title() : step.sentence();
    return text.lines().findFirst().orElse("");
  }

  private String painted(StepState state, String text) {
    return switch (state) {
      case PENDING, NOT_NEEDED -> style.faint(text);
      case RUNNING -> style.active(text);
      case WAITING -> style.asking(text);
      case DONE -> text;
      case SKIPPED, FAILED -> style.bad(text);
    };
  }

  private static String took(StepView step, Instant now) {
    Instant began = step.startedAt();
    if (began == null || step.state() == StepState.NOT_NEEDED) {
      return "";
    }
    Instant ended = step.endedAt();
    return Spans.words(Duration.between(began, ended == null ? now : ended));
  }
}
