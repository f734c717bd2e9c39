package dev.bosai.workflows.run;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.workflows.port.DatabaseActivities.Statement;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.port.RestoreActivities.AskRestored;
import dev.bosai.workflows.port.RestoreActivities.DiscardRestored;
import dev.bosai.workflows.port.RestoreActivities.OpenRestored;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import dev.bosai.workflows.port.RestoreActivities.PreviewRestored;
import dev.bosai.workflows.port.RestoreActivities.RestoreBeside;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.view.TargetView;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A restore beside the node's directory, from the copy to its end. */
final class RestoreSteps {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final HoldStep hold;
  private final Abortable abortable;
  private final String run;

  RestoreSteps(PointInTimeSteps.Shared shared, HoldStep hold, Abortable abortable, String run) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.hold = hold;
    this.abortable = abortable;
    this.run = run;
  }

  Outcome restore(Restore step) {
    Recovery recovery = recoveries.of(step.database());
    PointInTime point = recovery.pointInTime();
    point.restoreBegins();
    RestoreBeside request = new RestoreBeside(point.node(), point.aim(), run, recovery.nextToken());
    Restored restored =
        abortable.await(() -> ports.restores(step.head(), point.node()).restoreBeside(request));
    point.restored(restored);
    board.target(
        new TargetView(
            point.aim().asked(),
            point.aim().text(),
            restored.reached() + ", newest transaction " + restored.reachedAt()));
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("directory", restored.directory());
    evidence.put("reached", restored.reached().toString());
    evidence.put("newest transaction in it", String.valueOf(restored.reachedAt()));
    evidence.put("timeline", String.valueOf(restored.timeline()));
    evidence.put("size", (restored.bytes() >> 20) + " MB");
    evidence.put("copy", Durations.words(Duration.ofMillis(restored.copyMs())));
    evidence.put("replay", Durations.words(Duration.ofMillis(restored.replayMs())));
    return new Outcome(
        "stands beside \""
            + point.node().node()
            + "\", read-only at "
            + restored.reached()
            + "; nothing of the node was touched",
        evidence);
  }

  Outcome preview(dev.bosai.runbooks.step.Preview step) {
    PointInTime point = recoveries.of(step.database()).pointInTime();
    Preview seen =
        ports
            .restores(step.head(), point.node())
            .previewRestored(
                new PreviewRestored(point.restored(), ports.database(step.database())));
    point.previewed(seen);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("look yourself", seen.connect());
    seen.rows()
        .forEach(rows -> evidence.put("rows of " + rows.table(), String.valueOf(rows.rows())));
    seen.checks().forEach(check -> evidence.put("check " + check.name(), word(check)));
    String red =
        seen.checks().stream()
            .filter(check -> !check.good())
            .map(Proven.Check::text)
            .collect(Collectors.joining("; "));
    if (!red.isEmpty()) {
      board.step(step.head().id(), view -> view.shown(evidence));
      throw ApplicationFailure.newNonRetryableFailure(
          "what was restored is not sound: "
              + red
              + "\n  HINT: restore an older backup, or skip this step if you know better",
          FailureType.REFUSED.name());
    }
    return new Outcome(
        seen.rows().size() + " tables can be looked at, read-only; every check is good", evidence);
  }

  /** A statement that must not reach the serving database goes to the node's host instead. */
  StatementAnswer ask(Sql step) {
    PointInTime point = recoveries.of(step.database()).pointInTime();
    Restored standing = point.standing();
    Statement statement =
        new Statement(ports.database(step.database()), step.statement(), step.expect());
    return ports
        .restores(step.head(), point.node())
        .askRestored(new AskRestored(standing, statement));
  }

  private static String word(Proven.Check check) {
    return (check.good() ? "good: " : "NOT GOOD: ") + check.text();
  }

  Outcome open(Open step) {
    Recovery recovery = recoveries.of(step.database());
    PointInTime point = recovery.pointInTime();
    Opened opened =
        ports
            .restores(step.head(), point.node())
            .openRestored(new OpenRestored(point.restored(), recovery.nextToken()));
    point.opened(opened);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("timeline", String.valueOf(opened.timeline()));
    evidence.put("fork", opened.fork().toString());
    return new Outcome(
        "recovery ended on timeline " + opened.timeline() + "; still beside, ready to switch",
        evidence);
  }

  /** Held writes are freed first: whoever discards goes on with what is there. */
  Outcome discard(Discard step) {
    Recovery recovery = recoveries.of(step.database());
    hold.free(step.head(), recovery);
    NodeRef node = recovery.pointInTime().node();
    boolean removed =
        ports
            .restores(step.head(), node)
            .discardRestored(new DiscardRestored(node, run, recovery.nextToken()));
    recovery.pointInTime().discarded();
    return Outcome.of(
        removed
            ? "what was restored beside is removed; \"" + node.node() + "\" is as it was"
            : "nothing stands beside \"" + node.node() + "\"");
  }
}
