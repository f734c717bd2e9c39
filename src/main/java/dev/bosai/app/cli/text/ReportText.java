package dev.bosai.app.cli.text;

import dev.bosai.app.report.Decisions;
import dev.bosai.app.report.Objectives;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.Request;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.WrittenView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The report in a few lines, after the status. */
public final class ReportText {
  private final Style style;
  private final int width;

  /** Makes the writer. */
  public ReportText(Style style, int width) {
    this.style = style;
    this.width = width;
  }

  /** Returns the lines. */
  public List<String> lines(RunSnapshot run, Instant now) {
    List<String> lines = new ArrayList<>(new StatusText(style, width).lines(run, now));
    lines.add("");
    lines.add(style.strong("measured"));
    lines.addAll(measured(run, now));
    lines.addAll(written(run));
    lines.add("");
    lines.add(style.strong("decisions"));
    lines.add("  " + start(run));
    run.decisions().forEach(decision -> lines.add("  " + decision(decision)));
    return lines;
  }

  private List<String> written(RunSnapshot run) {
    SortedMap<String, WrittenView> written = run.pointInTime().written();
    if (written == null || written.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("", style.strong("written after the target")));
    lines.addAll(TargetLines.tables(written, width));
    return lines;
  }

  private List<String> measured(RunSnapshot run, Instant now) {
    Objectives objectives = Objectives.of(run, now);
    Table table = new Table(width);
    table.row(
        "  outage",
        span(objectives.judgedOutageMs()),
        judged(objectives.rtoMet(), "RTO", objectives.rtoMs()));
    table.row(
        "  loss",
        span(objectives.judgedLossMs()),
        judged(objectives.rpoMet(), "RPO", objectives.rpoMs()));
    List<String> lines = new ArrayList<>(table.lines());
    Measured measured = run.measured();
    if (measured != null) {
      for (LossFound loss : measured.loss()) {
        lines.add("  by " + loss.source() + ": " + loss.text());
        if (!loss.idsFile().isEmpty()) {
          lines.add("    all ids in " + loss.idsFile());
        }
      }
    }
    return lines;
  }

  private static String span(@Nullable Long millis) {
    return millis == null ? "not measured" : Spans.words(millis);
  }

  private static String judged(@Nullable Boolean met, String name, long limit) {
    String verdict = met == null ? "cannot be judged" : met ? "met" : "missed";
    return name + " " + Spans.words(limit) + " " + verdict;
  }

  /** Who starts a run decides, too: for this plan, and for a loss that needs no approval. */
  private static String start(RunSnapshot run) {
    Request request = run.request();
    return Spans.day(run.header().startedAt())
        + " "
        + run.header().startedBy()
        + ": start"
        + (request == null
            ? ""
            : ", accepting a loss of up to " + Spans.words(request.acceptedLossMs()))
        + (run.reason().isEmpty() ? "" : " – " + run.reason())
        + (request != null && request.signed() ? " (signed)" : " (declared)");
  }

  private static String decision(DecisionView decision) {
    return Spans.day(decision.at())
        + " "
        + decision.who()
        + ": "
        + Decisions.what(decision)
        + (decision.why().isEmpty() ? "" : " – " + decision.why())
        + (decision.signed() ? " (signed)" : " (declared)");
  }
}
