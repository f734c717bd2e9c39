package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.ProbeActivities.LastOn;
import dev.bosai.workflows.port.ProbeActivities.LastWrite;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.run.Looks.Look;
import dev.bosai.workflows.view.StepState;
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
  /** A probe that has waited long for Temporal to come back asks it for work seldom. */
  private static final Duration LEDGER_BEGINS_WITHIN = Duration.ofSeconds(20);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Ports ports;
  private final Looks looks;
  private final Recoveries recoveries;
  private final Board board;
  private final RunClock clock;

  AssessStep(Ports ports, Recoveries recoveries, Board board, RunClock clock) {
    this.ports = ports;
    this.looks = new Looks(ports);
    this.recoveries = recoveries;
    this.board = board;
    this.clock = clock;
  }

  Outcome carryOut(Assess step) {
    Look look = looks.from(step.head(), step.database());
    for (int looked = 1; looked < Roles.looks(look.seen()); looked++) {
      rest(step.head(), look.seen());
      look = looks.from(step.head(), step.database());
    }
    Roles roles = Roles.decide(look.seen(), ports.database(step.database()).system());
    LossBound bound = bound(step, look, roles);
    return conclude(step, assessment(look.seen(), roles, bound), look.seen(), look.evidence());
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
    seen.wire().nodes().forEach(node -> evidence.put("node " + node.node(), Looks.describe(node)));
    seen.byCard().forEach(order -> evidence.put("by card " + order.token(), order.words()));
    evidence.put("old primary", found.oldPrimary());
    evidence.put("candidate", found.candidate());
    evidence.put("loss bound", found.lossText());
    evidence.put("epoch", String.valueOf(found.epoch()));
    String doing = found.alreadyPromoted() ? promotedBy(seen) : "is the best standby";
    return new Outcome(
        "\"" + found.candidate() + "\" " + doing + "; loss at most " + found.lossText(), evidence);
  }

  private static String promotedBy(Sighting seen) {
    boolean byCard = seen.byCard().stream().anyMatch(order -> order.effect().equals("promote"));
    return byCard
        ? "was promoted already, by people with a card"
        : "was promoted already by an earlier run";
  }

  private Assessment assessment(Sighting seen, Roles roles, LossBound bound) {
    NodeFacts candidate = roles.candidate();
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
        left(seen, roles),
        seen.highestEpoch() + 1,
        bound.bound(),
        bound.text(),
        isSilent(seen, roles.oldPrimary()),
        seen.unfinished(candidate).map(Remembered.Promotion::proof).orElse(null));
  }

  /** The old primary's timeline, which the candidate left if it was promoted already. */
  private static int left(Sighting seen, Roles roles) {
    return roles.alreadyPromoted()
        ? seen.unfinished(roles.candidate())
            .map(Remembered.Promotion::from)
            .orElseGet(
                () -> Objects.requireNonNull(seen.hosts().get(roles.oldPrimary())).timeline())
        : roles.candidate().timeline();
  }

  /** Neither its server nor its host's worker says anything. */
  private static boolean isSilent(Sighting seen, String node) {
    return !seen.hosts().containsKey(node)
        && seen.silent().stream().map(NodeFacts::node).anyMatch(node::equals);
  }

  /** The probe is heard while the disk is read. */
  private LossBound bound(Assess step, Look look, Roles roles) {
    Optional<Promise<HostFacts>> beyond = beyond(step, look.seen(), roles);
    ProbeStatus probe = Looks.answered("probe", look.probe(), look.evidence()).orElse(null);
    Instant last = lastWrite(step, look, roles, probe);
    incidentBegan(recoveries.of(step.database()), last);
    Map<String, HostFacts> hosts = new LinkedHashMap<>(look.seen().hosts());
    beyond
        .flatMap(disk -> Looks.answered("disk of " + roles.oldPrimary(), disk, look.evidence()))
        .ifPresent(facts -> hosts.put(roles.oldPrimary(), facts));
    return LossBound.of(roles, hosts, roles.alreadyPromoted() ? last : acknowledged(probe));
  }

  private static @Nullable Instant acknowledged(@Nullable ProbeStatus probe) {
    return probe == null ? null : probe.lastAcknowledged();
  }

  /**
   * The last write before the outage; null if there is none now, or it is not known. Where an
   * earlier run has promoted already, clients may be served again, and only the old timeline's end
   * tells.
   */
  private @Nullable Instant lastWrite(
      Assess step, Look look, Roles roles, @Nullable ProbeStatus probe) {
    if (!roles.alreadyPromoted()) {
      return probe != null && probe.failing() ? probe.lastAcknowledged() : null;
    }
    LastOn request = new LastOn(ports.database(step.database()), left(look.seen(), roles));
    return Looks.answered(
            "probe's ledger",
            Async.function(
                ports.probe(step.head(), step.database(), LEDGER_BEGINS_WITHIN)::lastOn, request),
            look.evidence())
        .map(LastWrite::at)
        .orElse(null);
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
        Async.function(
            ports.host(step.head(), request.node(), Looks.BEGINS_WITHIN)::observe, request));
  }

  private void incidentBegan(Recovery recovery, @Nullable Instant last) {
    if (last != null) {
      recovery.acknowledgedLast(last);
      clock.startedAt(last, "probe");
    }
  }
}
