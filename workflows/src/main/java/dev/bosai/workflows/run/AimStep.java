package dev.bosai.workflows.run;

import dev.bosai.runbooks.Durations;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.BackupActivities.AimRestore;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import dev.bosai.workflows.run.Looks.Look;
import dev.bosai.workflows.view.TargetView;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the node and the point to go back to, and has it proven that it can be reached. */
final class AimStep {
  private final Ports ports;
  private final Looks looks;
  private final Recoveries recoveries;
  private final Board board;
  private final Abortable abortable;

  AimStep(PointInTimeSteps.Shared shared, Abortable abortable) {
    this.ports = shared.ports();
    this.looks = new Looks(ports);
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.abortable = abortable;
  }

  Outcome carryOut(dev.bosai.runbooks.step.Aim step) {
    Look look = looks.from(step.head(), step.database());
    NodeFacts primary = primary(look.seen());
    NodeRef node = ports.database(step.database()).node(primary.node());
    AimRestore request =
        new AimRestore(node, step.target(), primary.systemIdentifier(), primary.timeline());
    Aim aim = abortable.await(() -> ports.backups(step.head(), node).aimRestore(request));
    Recovery recovery = recoveries.of(step.database());
    recovery.assessed(assessment(look.seen(), primary, aim));
    recovery.pointInTime().aimed(node, aim);
    Looks.answered("probe", look.probe(), look.evidence())
        .ifPresent(seen -> acknowledgedLast(recovery, seen));
    board.target(new TargetView(aim.asked(), aim.text(), null));
    board.site(ports.siteOf(node));
    return new Outcome(aim.text(), evidence(look, primary, aim));
  }

  /**
   * The node that takes writes, however wrong they are; of a primary that is down, the one that
   * nodes, route and hosts point at.
   */
  private static NodeFacts primary(Sighting seen) {
    List<NodeFacts> writable = seen.writable();
    if (writable.size() > 1) {
      throw Roles.splitBrain(writable);
    }
    return writable.isEmpty() ? down(seen) : writable.get(0);
  }

  private static NodeFacts down(Sighting seen) {
    String name = Roles.oldPrimaryIfKnown(seen).orElseThrow(AimStep::unknown);
    HostFacts host = Optional.ofNullable(seen.hosts().get(name)).orElseThrow(AimStep::unknown);
    return new NodeFacts(
        name,
        false,
        "down",
        false,
        host.systemIdentifier(),
        host.timeline(),
        null,
        null,
        null,
        false,
        "",
        "",
        List.of());
  }

  private static ApplicationFailure unknown() {
    return ApplicationFailure.newNonRetryableFailure(
        "cannot tell which node is the primary: none takes writes, and no host says which one did"
            + "\n  HINT: start a worker on the primary's host, then retry",
        FailureType.REFUSED.name());
  }

  /** The node itself becomes the primary again, of another history. */
  private static Assessment assessment(Sighting seen, NodeFacts primary, Aim aim) {
    List<String> followers =
        seen.standbys().stream()
            .map(NodeFacts::node)
            .filter(node -> !node.equals(primary.node()))
            .toList();
    return new Assessment(
        primary.node(),
        primary.node(),
        primary,
        false,
        followers,
        primary.timeline(),
        seen.highestEpoch() + 1,
        span(aim),
        lossText(aim),
        !primary.answers(),
        null);
  }

  private static @Nullable Duration span(Aim aim) {
    Instant at = aim.at();
    Instant newest = aim.newest();
    if (aim.after() == 0) {
      return Duration.ZERO;
    }
    return at == null || newest == null ? null : Duration.between(at, newest);
  }

  private static String lossText(Aim aim) {
    Duration span = span(aim);
    String over = span == null ? "" : " over " + Durations.words(span);
    return aim.after() == 0
        ? "nothing: no transaction committed after the target"
        : aim.after() + " transactions that committed after the target" + over + ", and growing";
  }

  private static void acknowledgedLast(Recovery recovery, ProbeStatus seen) {
    Instant last = seen.lastAcknowledged();
    recovery.writesPerMinute(Math.round(seen.ratePerSecond() * 60));
    if (last != null) {
      recovery.acknowledgedLast(last);
    }
  }

  private static Map<String, String> evidence(Look look, NodeFacts primary, Aim aim) {
    Map<String, String> evidence = look.evidence();
    look.seen()
        .wire()
        .nodes()
        .forEach(node -> evidence.put("node " + node.node(), Looks.describe(node)));
    evidence.put("primary", primary.node());
    evidence.put("asked", aim.asked());
    evidence.put("chosen", aim.text());
    evidence.put("backup", aim.backup().id() + ", ended " + aim.backup().stoppedAt());
    evidence.put("stops at", aim.lsn() + (aim.inclusive() ? "" : ", before that record"));
    evidence.put("timeline", String.valueOf(aim.timeline()));
    evidence.put("loss bound", lossText(aim));
    if (!aim.segments().isEmpty()) {
      evidence.put(
          "WAL",
          aim.segments().get(0)
              + " to "
              + aim.segments().get(aim.segments().size() - 1)
              + ", unbroken");
    }
    evidence.put(
        "forecast",
        "copy "
            + Durations.words(Duration.ofMillis(aim.copyMs()))
            + ", replay "
            + Durations.words(Duration.ofMillis(aim.replayMs())));
    evidence.putAll(AimNotes.of(aim));
    return evidence;
  }
}
