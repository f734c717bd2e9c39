package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.Need;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a waiting run needs from a person, with the commands that answer it. */
final class NeedSection {
  private final Instant now;

  NeedSection(Instant now) {
    this.now = now;
  }

  String of(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return one(run) + (after == null ? "" : one(after));
  }

  private String one(RunSnapshot run) {
    Need need = run.header().needs();
    if (need == null) {
      return "";
    }
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("Decision", need.decision() + ", about step " + need.step());
    meta.put("By", need.by().isEmpty() ? "anybody" : need.by());
    Instant until = need.until();
    meta.put("Until", until == null ? "no deadline" : until(until));
    return Html.section(
        "A person must decide",
        "<p><strong>"
            + Html.text(need.text())
            + "</strong></p>\n"
            + Html.list("meta", meta)
            + "<h3>Facts shown</h3>\n"
            + Html.list("evidence", need.facts())
            + "<h3>Type one of</h3>\n"
            + Html.table(List.of("!Command", "What follows"), commands(run, need)));
  }

  private String until(Instant until) {
    return Spans.exact(until) + (until.isBefore(now) ? ", passed" : ", then handed on");
  }

  private static List<List<String>> commands(RunSnapshot run, Need need) {
    return Answers.of(run.header(), need).stream()
        .map(
            answer ->
                List.of(
                    "<code>" + Html.text(answer.command()) + "</code>",
                    Html.text(answer.meaning())))
        .toList();
  }
}
