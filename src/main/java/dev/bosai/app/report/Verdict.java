package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;

/**
 * What an auditor reads first.
 *
 * @param kind {@code good}, {@code warn} or {@code bad}
 * @param word the judgement, a few words
 * @param reason one sentence
 */
record Verdict(String kind, String word, String reason) {

  static Verdict of(RunSnapshot run, Objectives objectives) {
    RunHeader header = run.header();
    if (FenceWord.isAttested(run)) {
      return new Verdict(
          "bad",
          "Recovered on people's word",
          "No proof showed that the old primary could not write; people attested it.");
    }
    if (header.state() == RunState.ABORTED || header.state() == RunState.FAILED) {
      return new Verdict(
          "bad",
          "Run "
              + header.state().word()
              + (header.end().isEmpty() ? "" : ", system left " + header.end()),
          header.sentence());
    }
    if (header.restoredAt() == null) {
      return new Verdict("warn", "Not restored yet", header.sentence());
    }
    return judged(objectives);
  }

  private static Verdict judged(Objectives objectives) {
    String reason = outage(objectives) + " " + loss(objectives);
    if (Boolean.FALSE.equals(objectives.rtoMet()) || Boolean.FALSE.equals(objectives.rpoMet())) {
      return new Verdict("bad", "Recovered, but not within the objectives", reason);
    }
    return objectives.rtoMet() == null || objectives.rpoMet() == null
        ? new Verdict("warn", "Recovered; not everything could be measured", reason)
        : new Verdict("good", "Recovered within both objectives", reason);
  }

  private static String outage(Objectives objectives) {
    Long outage = objectives.judgedOutageMs();
    if (outage == null) {
      return "The outage is not known.";
    }
    String how =
        "probe".equals(objectives.rtoJudgedBy())
            ? "Clients could not write for "
            : "No probe measured the outage; by the run's clock it took ";
    return how + Spans.words(outage) + " (objective " + Spans.words(objectives.rtoMs()) + ").";
  }

  private static String loss(Objectives objectives) {
    Long loss = objectives.judgedLossMs();
    if (loss == null) {
      return "The loss was not measured, so nothing can be said about the RPO.";
    }
    String objective = " (objective " + Spans.words(objectives.rpoMs()) + ").";
    return loss == 0
        ? "No acknowledged write was found lost" + objective
        : "Acknowledged writes of " + Spans.words(loss) + " were lost" + objective;
  }
}
