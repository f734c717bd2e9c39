package dev.bosai.app.report;

import dev.bosai.app.run.Request;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.DecisionView;
import java.util.ArrayList;
import java.util.List;

/** Who decided what, and why; the start is a decision, too. */
final class DecisionSection {
  private DecisionSection() {}

  static String table(RunSnapshot run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(start(run));
    run.decisions().forEach(decision -> rows.add(row(decision)));
    return Html.table(List.of("!When", "Who", "What", "Why", "!Signed"), rows);
  }

  private static List<String> start(RunSnapshot run) {
    Request request = run.request();
    String accepted =
        request == null
            ? ""
            : ", accepting a loss of up to " + Spans.words(request.acceptedLossMs());
    return List.of(
        Spans.exact(run.header().startedAt()),
        Html.text(run.header().startedBy()),
        "start" + accepted,
        Html.text(run.reason()),
        signed(request != null && request.signed()));
  }

  private static List<String> row(DecisionView decision) {
    return List.of(
        Spans.exact(decision.at()),
        Html.text(decision.who()),
        Html.text(Decisions.what(decision)),
        Html.text(decision.why()),
        signed(decision.signed()));
  }

  private static String signed(boolean signed) {
    return signed ? Html.tag("good", "signed") : Html.tag("warn", "declared");
  }
}
