package dev.bosai.app.report;

import dev.bosai.workflows.view.StepView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the steps of a run did, and what shows it. */
final class StepSections {
  private StepSections() {}

  static String steps(List<StepView> steps, Instant now) {
    return Html.table(
        List.of("!Step", "!State", "#Tries", "#Machine", "#People", "What came out"),
        steps.stream().map(step -> cells(step, now)).toList());
  }

  private static List<String> cells(StepView step, Instant now) {
    return List.of(
        "<strong>" + Html.text(step.id()) + "</strong>" + kindOf(step),
        Html.tag(kind(step), step.state().word()),
        step.attempts() == 0 ? "" : String.valueOf(step.attempts()),
        step.startedAt() == null ? "" : Spans.words(Times.machineMs(step, now)),
        step.waitedMs() == 0 ? "" : Spans.words(step.waitedMs()),
        Html.text(step.title()) + result(step));
  }

  /** A question that is still open would be said twice. */
  private static String result(StepView step) {
    return step.sentence().isEmpty() || step.sentence().equals(step.title())
        ? ""
        : "<br><span class=\"soft\">" + Html.text(step.sentence()) + "</span>";
  }

  private static String kindOf(StepView step) {
    return step.id().equals(step.kind())
        ? ""
        : "<br><span class=\"soft small\">" + Html.text(step.kind()) + "</span>";
  }

  private static String kind(StepView step) {
    return switch (step.state()) {
      case DONE -> "good";
      case FAILED, SKIPPED -> "bad";
      case WAITING -> "warn";
      case PENDING, RUNNING, NOT_NEEDED -> "";
    };
  }

  /** Returns what each step recorded, by step id. */
  static Map<String, Map<String, String>> facts(List<StepView> steps) {
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    for (StepView step : steps) {
      if (!step.evidence().isEmpty()) {
        facts.put(step.id(), step.evidence());
      }
    }
    return facts;
  }

  static String evidence(Map<String, Map<String, String>> facts) {
    StringBuilder html = new StringBuilder();
    facts.forEach(
        (step, recorded) ->
            html.append("<div class=\"whole\"><h3>")
                .append(Html.text(step))
                .append("</h3>\n")
                .append(Html.list("evidence", recorded))
                .append("</div>\n"));
    return html.isEmpty() ? Html.soft("No step recorded evidence yet.") : html.toString();
  }
}
