package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.RunHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report as one page that needs nothing but itself: no script, no font, no picture from
 * elsewhere.
 */
public final class ReportHtml {
  private final RunSnapshot run;
  private final ReportJson report;
  private final Instant now;

  /**
   * Makes the page's writer.
   *
   * @param run as it was read
   * @param plan what history proves about the plan
   * @param now when the report is written
   */
  public ReportHtml(RunSnapshot run, PlanProof plan, Instant now) {
    this.run = run.waitedUntil(now);
    this.report = ReportJson.of(run, plan, now);
    this.now = now;
  }

  /** Returns the page. */
  public String page() {
    RunHeader header = run.header();
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.text("Recovery report " + header.run())
        + "</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + head(header)
        + new NeedSection(now).of(run)
        + new ResultSections(run, report).cards()
        + Html.section("Timeline", timeline())
        + TargetSection.of(run.pointInTime())
        + new ResultSections(run, report).loss()
        + Html.section("Steps", StepSections.steps(run.steps(), now))
        + Html.section("Decisions", DecisionSection.table(run))
        + Html.section("Evidence", StepSections.evidence(report.evidence()))
        + redundancy()
        + new MethodSection(run, report).html()
        + "<footer>Written by Bosai at "
        + Spans.day(now)
        + ". Times are UTC.</footer>\n</main>\n</body>\n</html>\n";
  }

  private String head(RunHeader header) {
    Verdict verdict = Verdict.of(run, report.objectives());
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("System", header.system());
    meta.put("Run", header.run());
    meta.put("Runbook", header.runbook() + ", level " + header.level());
    meta.put(
        "Incident began",
        Spans.exact(header.clock().startedAt()) + " (" + from(header.clock().startedFrom()) + ")");
    meta.put("Started", Spans.exact(header.startedAt()) + " by " + header.startedBy());
    if (!run.reason().isEmpty()) {
      meta.put("Reason", run.reason());
    }
    Instant restored = header.restoredAt();
    meta.put("Restored", restored == null ? "no" : Spans.exact(restored));
    Instant ended = header.endedAt();
    meta.put("Ended", ended == null ? "still " + header.state().word() : Spans.exact(ended));
    NamedEnd.words(header).ifPresent(left -> meta.put("Left", left));
    return "<section class=\"verdict "
        + verdict.kind()
        + "\">\n<p class=\"soft small\">Recovery report</p>\n<h1>"
        + Html.text(header.title() + " – " + header.system())
        + "</h1>\n<p class=\"word\">"
        + Html.text(verdict.word())
        + "</p>\n<p>"
        + Html.text(verdict.reason())
        + "</p>\n"
        + Html.list("meta", meta)
        + "</section>\n";
  }

  /** What the run of its own did that brings redundancy back. */
  private String redundancy() {
    RunSnapshot after = run.reprotect();
    if (after == null) {
      return "";
    }
    RunHeader header = after.header();
    Instant ended = header.endedAt();
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("Run", header.run() + ", " + header.state().word() + ": " + header.sentence());
    meta.put("Started", Spans.exact(header.startedAt()));
    meta.put("Ended", ended == null ? "still " + header.state().word() : Spans.exact(ended));
    meta.put("Protection", Protection.words(header.protection()));
    return Html.section(
        "Redundancy, by a run of its own",
        Html.list("meta", meta)
            + StepSections.steps(after.steps(), now)
            + StepSections.evidence(StepSections.facts(after.steps())));
  }

  private static String from(String source) {
    return switch (source) {
      case "given" -> "as the starter said";
      case "probe" -> "last write the probe saw acknowledged";
      default -> "assumed: the start of the run";
    };
  }

  private String timeline() {
    return new TimelineSvg(run, now).draw()
        + "<p class=\"small legend\">"
        + key("machine", "machine's time")
        + key("people", "people's time")
        + key("outage", "no acknowledged write")
        + "</p>\n"
        + new TimeBar(report.times()).html();
  }

  private static String key(String colour, String text) {
    return "<span><i style=\"background:var(--" + colour + ")\"></i>" + text + "</span>";
  }

  private static String style() {
    try (InputStream css = ReportHtml.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is missing from the program");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
