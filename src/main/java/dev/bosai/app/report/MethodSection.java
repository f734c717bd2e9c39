package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers came about, so that an auditor can question them, and what proves which plan ran.
 */
final class MethodSection {
  private final RunSnapshot run;
  private final ReportJson report;

  MethodSection(RunSnapshot run, ReportJson report) {
    this.run = run;
    this.report = report;
  }

  String html() {
    Map<String, String> how = new LinkedHashMap<>();
    how.put("Outage", outage());
    how.put(
        "Loss",
        "\"wal\" counts every commit past the fork that the dead node's disk still holds. \"probe\" counts acknowledged"
            + " probe rows that are missing afterwards; other tables may have lost more. \"estimate\" is no measurement"
            + " and never decides whether the RPO was met.");
    how.put(
        "Span of the loss",
        "Newest acknowledged write before the outage minus the oldest lost one.");
    how.put(
        "People's time",
        "What the run waited for an answer. All other time of a step is the machine's; steps at the same time count"
            + " each.");
    how.put(
        "Clock",
        "Runs from the incident's beginning to the first verified write on the new timeline.");
    how.put(
        "Decisions",
        "\"declared\" means that the name is what the person's terminal said; \"signed\" means that the person's key was"
            + " verified.");
    Map<String, String> record = new LinkedHashMap<>();
    record.put("Plan SHA-256", report.plan().sha256());
    record.put("In the run's first event", orGone(report.plan().inHistory()));
    record.put("Computed again from it", orGone(report.plan().recomputed()));
    record.put("Temporal workflow", run.workflowId() + ", run " + run.runId());
    return Html.section(
        "How it was measured",
        Html.list("evidence", how)
            + "<h3>Which plan ran "
            + (report.plan().verified()
                ? Html.tag("good", "verified")
                : Html.tag("warn", "not verified"))
            + "</h3>\n"
            + Html.list("evidence mono", record));
  }

  private String outage() {
    return "probe".equals(report.objectives().rtoJudgedBy())
        ? "A probe outside both sites wrote numbered rows through the clients' own route. The outage is the longest"
            + " silence after the incident began, ended only by an acknowledged write on the new timeline."
        : "No probe measured it. The time from the incident's beginning to the restored service stands in for it.";
  }

  private static String orGone(@Nullable String digest) {
    return digest == null ? "history no longer holds it" : digest;
  }
}
