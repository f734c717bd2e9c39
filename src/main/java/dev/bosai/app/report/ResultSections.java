package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.Measured;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was reached: the numbers first, then each loss with its source. */
final class ResultSections {
  private static final int SHOWN = 100;

  private final RunSnapshot run;
  private final ReportJson report;

  ResultSections(RunSnapshot run, ReportJson report) {
    this.run = run;
    this.report = report;
  }

  String cards() {
    Objectives objectives = report.objectives();
    return "<div class=\"cards\">\n"
        + out(objectives)
        + objective("RPO: writes lost", objectives.judgedLossMs(), objectives.rpoMs(), lossNote())
        + card("Commits lost", count(), countNote())
        + card("Protection", run.protection(), protectionNote())
        + "</div>\n";
  }

  /** While nobody can say how long the outage will be, the clock says how long it is already. */
  private String out(Objectives objectives) {
    String label = "RTO: service out";
    if (objectives.judgedOutageMs() == null) {
      long soFar = report.status().clock().elapsedMs();
      String note = "so far, by the run's clock";
      return gauge(label, "", new Gauge(soFar, objectives.rtoMs(), note));
    }
    return objective(
        label, objectives.judgedOutageMs(), objectives.rtoMs(), outageNote(objectives));
  }

  String loss() {
    Measured measured = run.measured();
    if (measured == null || measured.loss().isEmpty()) {
      return Html.section(
          "Measured outage and loss",
          Html.soft("Nothing was measured yet, so nothing can be said about lost writes."));
    }
    StringBuilder files = new StringBuilder();
    measured.loss().forEach(loss -> files.append(details(loss)));
    return Html.section(
        "Measured outage and loss",
        silence(measured)
            + Html.table(
                List.of("!Source", "#Lost", "Scope", "#Span", "What is known"),
                measured.loss().stream().map(ResultSections::row).toList())
            + files);
  }

  private static String silence(Measured measured) {
    Instant last = measured.lastWriteBefore();
    Instant first = measured.firstWriteAfter();
    if (last == null || first == null) {
      return Html.soft("No probe saw the outage.");
    }
    return "<p>Last write acknowledged before: <span class=\"mono\">"
        + Spans.exact(last)
        + "</span>. First one on the new timeline: <span class=\"mono\">"
        + Spans.exact(first)
        + "</span>. Seen by: "
        + Html.text(measured.source())
        + ".</p>\n";
  }

  private static List<String> row(LossFound loss) {
    return List.of(
        Html.tag(loss.source().equals("estimate") ? "warn" : "", loss.source()),
        number(loss.count()),
        Html.text(loss.scope()),
        Spans.words(loss.lossMs()),
        Html.text(loss.text()));
  }

  private static String details(LossFound loss) {
    if (loss.ids().isEmpty()) {
      return "";
    }
    String file =
        loss.idsFile().isEmpty()
            ? ""
            : "<p class=\"small\">All ids: <code>"
                + Html.text(loss.idsFile())
                + "</code>, SHA-256 <code>"
                + Html.text(loss.sha256())
                + "</code></p>\n";
    return "<h3>Lost, by " + Html.text(loss.source()) + "</h3>\n" + window(loss) + file + ids(loss);
  }

  /** A handful is shown, so that it is on paper too; more are folded away. */
  private static String ids(LossFound loss) {
    String count = number(loss.ids().size()) + " of " + number(loss.count()) + " ids";
    String text = Html.text(String.join(" ", loss.ids()));
    return loss.ids().size() <= SHOWN
        ? "<p class=\"small\">" + count + ": <span class=\"mono\">" + text + "</span></p>\n"
        : "<details><summary>" + count + "</summary><p class=\"mono\">" + text + "</p></details>\n";
  }

  private static String window(LossFound loss) {
    Instant from = loss.from();
    Instant to = loss.to();
    return from == null || to == null
        ? ""
        : "<p class=\"small\">Written between <span class=\"mono\">"
            + Spans.exact(from)
            + "</span> and <span class=\"mono\">"
            + Spans.exact(to)
            + "</span></p>\n";
  }

  private static String objective(String label, @Nullable Long value, long limit, String note) {
    if (value == null) {
      return card(label, "not measured", "objective " + Spans.words(limit));
    }
    boolean met = value <= limit;
    String verdict = Html.tag(met ? "good" : "bad", met ? "met" : "missed");
    return gauge(label, verdict, new Gauge(value, limit, note));
  }

  /** How much of an objective is used up. */
  private record Gauge(long valueMs, long limitMs, String note) {
    boolean within() {
      return valueMs <= limitMs;
    }

    double percent() {
      return limitMs == 0 ? (within() ? 0 : 100) : Math.min(100.0, 100.0 * valueMs / limitMs);
    }
  }

  private static String gauge(String label, String verdict, Gauge gauge) {
    return "<div class=\"card\"><div class=\"label\">"
        + Html.text(label)
        + " "
        + verdict
        + "</div><div class=\"value\">"
        + Spans.words(gauge.valueMs())
        + "</div>"
        + String.format(
            Locale.ROOT,
            "<div class=\"gauge %s\"><i style=\"width:%.1f%%\"></i></div>",
            gauge.within() ? "" : "bad",
            gauge.percent())
        + "<div class=\"note\">of "
        + Spans.words(gauge.limitMs())
        + "; "
        + Html.text(gauge.note())
        + "</div></div>\n";
  }

  private static String card(String label, String value, String note) {
    return "<div class=\"card\"><div class=\"label\">"
        + Html.text(label)
        + "</div><div class=\"value\">"
        + Html.text(value)
        + "</div><div class=\"note\">"
        + Html.text(note)
        + "</div></div>\n";
  }

  private static String outageNote(Objectives objectives) {
    return "probe".equals(objectives.rtoJudgedBy())
        ? "longest silence that clients saw"
        : "by the run's clock; no probe measured it";
  }

  private String lossNote() {
    Measured measured = run.measured();
    return measured == null || measured.loss().isEmpty()
        ? ""
        : "by " + measured.loss().get(0).source();
  }

  private String count() {
    Measured measured = run.measured();
    return measured == null || measured.loss().isEmpty()
        ? "unknown"
        : number(measured.loss().get(0).count());
  }

  private String countNote() {
    Measured measured = run.measured();
    if (measured == null || measured.loss().isEmpty()) {
      return "nothing was measured";
    }
    LossFound strongest = measured.loss().get(0);
    return strongest.scope() + ", by " + strongest.source();
  }

  private String protectionNote() {
    RunSnapshot after = run.reprotect();
    String meaning = Protection.meaning(run.protection());
    return after == null
        ? meaning
        : meaning
            + (meaning.isEmpty() ? "" : "; ")
            + after.header().run()
            + " "
            + after.header().state().word();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
