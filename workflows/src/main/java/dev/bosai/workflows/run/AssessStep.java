package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks from every side at once, then decides who is what; changes nothing. */
final class AssessStep {
  /** A host or probe whose worker does not begin by then counts as not answering. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final RunClock clock;

  AssessStep(Ports ports, Recoveries recoveries, Board board, RunClock clock) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.board = board;
    this.clock = clock;
  }

  Outcome carryOut(Assess step) {
    Look look = look(step);
    for (int looks = 1; looks < Roles.looks(look.seen()); looks++) {
      rest(step.head(), look.seen());
      look = look(step);
    }
    Roles roles = Roles.decide(look.seen());
    LossBound bound = bound(step, look, roles);
    return conclude(step, assessment(look.seen(), roles, bound), look.seen(), look.evidence());
  }

  /** What one round of questions brought; the probe may take longer than all others. */
  private record Look(Sighting seen, Promise<ProbeStatus> probe, Map<String, String> evidence) {}

  private Look look(Assess step) {
    DatabaseRef ref = ports.database(step.database());
    Promise<ProbeStatus> probe =
        Async.function(ports.probe(step.head(), step.database(), BEGINS_WITHIN)::probeStatus, ref);
    Map<String, Promise<HostFacts>> hosts = new LinkedHashMap<>();
    nodes(step).forEach(node -> hosts.put(node, observe(step.head(), ref, node)));
    DatabaseFacts wire = ports.wire(step.head()).reach(ref);
    Map<String, String> evidence = new LinkedHashMap<>();
    Sighting seen = new Sighting(wire, answered(hosts, evidence));
    return new Look(seen, probe, evidence);
  }

  private void rest(StepHead head, Sighting seen) {
    String silent = seen.silent().stream().map(NodeFacts::node).collect(Collectors.joining(", "));
    String why = "looks again: " + (silent.isEmpty() ? "no standby is fit" : "silent: " + silent);
    board.step(head.id(), view -> view.with(StepState.RUNNING, why));
    board.publish();
    TimerOptions options =
        TimerOptions.newBuilder().setSummary(Summaries.line(head.id() + " " + why)).build();
    Workflow.newTimer(BETWEEN_LOOKS, options).get();
  }

  private Outcome conclude(
      Assess step, Assessment found, Sighting seen, Map<String, String> evidence) {
    recoveries.of(step.database()).assessed(found);
    board.site(ports.siteOf(ports.database(step.database()).node(found.candidate())));
    seen.wire().nodes().forEach(node -> evidence.put("node " + node.node(), describe(node)));
    evidence.put("old primary", found.oldPrimary());
    evidence.put("candidate", found.candidate());
    evidence.put("loss bound", found.lossText());
    evidence.put("epoch", String.valueOf(found.epoch()));
    String doing =
        found.alreadyPromoted() ? "was promoted already by an earlier run" : "is the best standby";
    return new Outcome(
        "\"" + found.candidate() + "\" " + doing + "; loss at most " + found.lossText(), evidence);
  }

  private Assessment assessment(Sighting seen, Roles roles, LossBound bound) {
    NodeFacts candidate = roles.candidate();
    int timeline =
        roles.alreadyPromoted()
            ? Objects.requireNonNull(seen.hosts().get(roles.oldPrimary())).timeline()
            : candidate.timeline();
    List<String> followers =
        seen.standbys().stream()
            .map(NodeFacts::node)
            .filter(node -> !node.equals(candidate.node()))
            .toList();
    return new Assessment(
        roles.oldPrimary(),
        candidate.node(),
        candidate,
        roles.alreadyPromoted(),
        followers,
        timeline,
        seen.highestEpoch() + 1,
        bound.bound(),
        bound.text(),
        isSilent(seen, roles.oldPrimary()));
  }

  /** Neither its server nor its host's worker says anything. */
  private static boolean isSilent(Sighting seen, String node) {
    return !seen.hosts().containsKey(node)
        && seen.silent().stream().map(NodeFacts::node).anyMatch(node::equals);
  }

  /** The probe is heard while the disk is read. */
  private LossBound bound(Assess step, Look look, Roles roles) {
    Optional<Promise<HostFacts>> beyond = beyond(step, look.seen(), roles);
    ProbeStatus probe = answered("probe", look.probe(), look.evidence()).orElse(null);
    incidentBegan(recoveries.of(step.database()), probe);
    Map<String, HostFacts> hosts = new LinkedHashMap<>(look.seen().hosts());
    beyond
        .flatMap(disk -> answered("disk of " + roles.oldPrimary(), disk, look.evidence()))
        .ifPresent(facts -> hosts.put(roles.oldPrimary(), facts));
    return LossBound.of(roles, hosts, probe);
  }

  /** Only the old primary's own disk says exactly what the candidate does not have. */
  private Optional<Promise<HostFacts>> beyond(Assess step, Sighting seen, Roles roles) {
    if (!seen.hosts().containsKey(roles.oldPrimary()) || roles.alreadyPromoted()) {
      return Optional.empty();
    }
    Observe request =
        new Observe(
            ports.database(step.database()).node(roles.oldPrimary()), roles.candidate().received());
    return Optional.of(
        Async.function(ports.host(step.head(), request.node(), BEGINS_WITHIN)::observe, request));
  }

  private void incidentBegan(Recovery recovery, @Nullable ProbeStatus status) {
    Instant last = status == null || !status.failing() ? null : status.lastAcknowledged();
    if (last != null) {
      recovery.acknowledgedLast(last);
      clock.startedAt(last, "probe");
    }
  }

  private List<String> nodes(Assess step) {
    return List.copyOf(ports.settings(step.database()).nodes().keySet());
  }

  private Promise<HostFacts> observe(StepHead head, DatabaseRef ref, String node) {
    Observe request = new Observe(ref.node(node), null);
    return Async.function(ports.host(head, request.node(), BEGINS_WITHIN)::observe, request);
  }

  private static Map<String, HostFacts> answered(
      Map<String, Promise<HostFacts>> asked, Map<String, String> evidence) {
    Map<String, HostFacts> hosts = new LinkedHashMap<>();
    asked.forEach(
        (node, promise) ->
            answered("host of " + node, promise, evidence)
                .ifPresent(facts -> hosts.put(node, facts)));
    return hosts;
  }

  /** Silence is a finding, not a failure: it is recorded and the other sources must do. */
  private static <T> Optional<T> answered(
      String who, Promise<T> promise, Map<String, String> evidence) {
    try {
      return Optional.of(promise.get());
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      evidence.put(who, Failed.sentence(silent));
      return Optional.empty();
    }
  }

  private static String describe(NodeFacts node) {
    if (!node.answers()) {
      return "silent: " + node.problem();
    }
    String role = node.inRecovery() ? "standby" : "primary";
    return role
        + " on timeline "
        + node.timeline()
        + ", received "
        + node.received()
        + ", replayed "
        + node.replayed();
  }
}
