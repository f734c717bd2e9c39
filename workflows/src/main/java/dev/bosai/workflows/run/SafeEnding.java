package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Retry;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.IsolationActivities.AskIsolation;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteFacts;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Names the state an aborted run leaves behind. Where an effect's outcome is not known the world is
 * asked; what cannot be read is not named, and the run stays waiting.
 */
final class SafeEnding {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);

  private static final Ports.Limits READS = new Ports.Limits(BEGINS_WITHIN, Duration.ofSeconds(10));

  private static final String UNCHANGED = "unchanged";

  /** What needs people most comes first. */
  private static final List<String> WORST_FIRST =
      List.of(
          "promoted-unrouted",
          "fenced",
          "restored-exposed",
          "restored-beside-unused",
          "standby-only",
          UNCHANGED);

  private static final StepHead READING = head("read what the run did", Duration.ofSeconds(10));

  /** A primary that was being stopped is waited for, then started. */
  private static final StepHead PUTTING_BACK =
      head("put the primary back into service", Duration.ofMinutes(3));

  private final Ports ports;
  private final Recoveries recoveries;
  private final Desk desk;
  private final HoldStep hold;
  private final PutBack putBack;

  SafeEnding(Ports ports, Recoveries recoveries, Desk desk, HoldStep hold) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.desk = desk;
    this.hold = hold;
    this.putBack = new PutBack(ports);
  }

  private static StepHead head(String title, Duration timeout) {
    return new StepHead("abort", title, timeout, Retry.DEFAULT, OnFailure.WAIT, When.ALWAYS, 0, 0);
  }

  /** What became of one database, or what keeps it from being known. */
  private record End(String name, String unknown) {
    static End known(String name) {
      return new End(name, "");
    }

    static End unknown(String why) {
      return new End("", why);
    }
  }

  /** Returns the name of the end, asking a person to make readable what it depends on. */
  String name(String lastStep) {
    List<End> ends = read();
    Optional<String> unknown = unknown(ends);
    while (unknown.isPresent()) {
      desk.abortRefused();
      askAgain(lastStep, unknown.get());
      ends = read();
      unknown = unknown(ends);
    }
    return ends.stream()
        .map(End::name)
        .min(Comparator.comparing(WORST_FIRST::indexOf))
        .orElse(UNCHANGED);
  }

  /** Whoever aborts once more asks for the same: another look. */
  private void askAgain(String lastStep, String unknown) {
    try {
      desk.ask(RunEvent.STEP_FAILED, unreadable(lastStep, unknown));
    } catch (RunAborted again) {
      desk.abortRefused();
    }
  }

  private static Optional<String> unknown(List<End> ends) {
    return ends.stream().map(End::unknown).filter(why -> !why.isEmpty()).findFirst();
  }

  private List<End> read() {
    List<End> ends = new ArrayList<>();
    recoveries.all().forEach(recovery -> ends.add(read(recovery)));
    return ends;
  }

  /** An abort puts back what this run held: nobody else would know why clients wait. */
  private End read(Recovery recovery) {
    End end = begun(recovery);
    return end.name().equals(UNCHANGED) ? freed(recovery) : end;
  }

  private End begun(Recovery recovery) {
    if (recovery.pointInTime().isUndoRefused()) {
      return End.known("fenced");
    }
    if (recovery.pointInTime().isUndoOpen()) {
      return reached(recovery, SafeEnding::readUndo);
    }
    if (recovery.isRouted()) {
      return End.known(recovery.move().isFollowed() ? "standby-only" : "restored-exposed");
    }
    if (recovery.routeUnproven()) {
      return reached(recovery, SafeEnding::readRoute);
    }
    if (recovery.promotedIfAny().isPresent()) {
      return End.known("promoted-unrouted");
    }
    if (recovery.promotionUnproven()) {
      return reached(recovery, this::readPromotion);
    }
    if (recovery.fenceUnproven()) {
      return readFence(recovery);
    }
    return End.known(recovery.proofIfAny().isPresent() ? "fenced" : UNCHANGED);
  }

  private End freed(Recovery recovery) {
    try {
      if (recovery.move().isDrained()) {
        putBack.carryOut(PUTTING_BACK, recovery);
      }
      hold.free(READING, recovery);
      return End.known(recovery.pointInTime().isBeside() ? "restored-beside-unused" : UNCHANGED);
    } catch (ActivityFailure refused) {
      Failed.rethrowIfCancelled(refused);
      return End.unknown("what was held cannot be put back: " + Failed.sentence(refused));
    }
  }

  /** Between the two directories the node is fenced, and nobody but the run would finish it. */
  private static End readUndo(Recovery recovery, DatabaseFacts facts) {
    String node = recovery.pointInTime().node().node();
    return facts.nodes().stream()
            .filter(NodeFacts::writable)
            .map(NodeFacts::node)
            .anyMatch(node::equals)
        ? End.known("restored-exposed")
        : End.unknown(
            "\"" + node + "\" was being given its old directory back and takes no writes");
  }

  private static End readRoute(Recovery recovery, DatabaseFacts facts) {
    RouteFacts route = facts.route();
    if (!route.problem().isEmpty()) {
      return End.unknown("where the route leads cannot be read: " + route.problem());
    }
    boolean moved = route.node().equals(recovery.promoted().node());
    return End.known(moved ? "restored-exposed" : "promoted-unrouted");
  }

  /** A standby that was asked to promote may still do so, so only a primary settles it. */
  private End readPromotion(Recovery recovery, DatabaseFacts facts) {
    String candidate = recovery.assessment().candidate();
    boolean promoted =
        facts.nodes().stream()
            .filter(NodeFacts::writable)
            .map(NodeFacts::node)
            .anyMatch(candidate::equals);
    if (promoted) {
      return End.known("promoted-unrouted");
    }
    if (recovery.everyPromotionRefused()) {
      return recovery.fenceUnproven() ? readFence(recovery) : End.known("fenced");
    }
    return End.unknown("\"" + candidate + "\" was asked to promote and is no primary yet");
  }

  private End reached(Recovery recovery, BiFunction<Recovery, DatabaseFacts, End> reading) {
    try {
      DatabaseRef ref = ports.database(recovery.database());
      return reading.apply(recovery, ports.wire(READING).reach(ref));
    } catch (ActivityFailure unread) {
      Failed.rethrowIfCancelled(unread);
      return End.unknown("the nodes cannot be looked at: " + Failed.sentence(unread));
    }
  }

  /** Programs that cut the node off leave nothing on its host, and their read-back tells. */
  private End readFence(Recovery recovery) {
    NodeRef old = ports.database(recovery.database()).node(recovery.assessment().oldPrimary());
    for (Recovery.Isolation asked : recovery.isolations()) {
      AskIsolation request = new AskIsolation(old, asked.method());
      try {
        if (ports.isolations(READING, asked.site(), READS).readIsolation(request).isolated()) {
          return End.known("fenced");
        }
      } catch (ActivityFailure silent) {
        Failed.rethrowIfCancelled(silent);
        return End.unknown(
            "whether \""
                + old.node()
                + "\" was isolated cannot be read: "
                + Failed.sentence(silent));
      }
    }
    return recovery.isRouteCutBegun()
        ? reached(recovery, (cut, facts) -> readCut(cut, old, facts))
        : readOnHost(old);
  }

  /** Whoever is led to nobody writes nowhere; else only the host can tell. */
  private End readCut(Recovery recovery, NodeRef old, DatabaseFacts facts) {
    RouteFacts route = facts.route();
    boolean cut = route.node().isEmpty() && route.token().epoch() == recovery.epoch();
    return cut ? End.known("fenced") : readOnHost(old);
  }

  private End readOnHost(NodeRef old) {
    Observe request = new Observe(old, null);
    try {
      HostFacts facts = ports.host(READING, request.node(), BEGINS_WITHIN).observe(request);
      return End.known(facts.fenced() ? "fenced" : UNCHANGED);
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      return End.unknown(needsHostOf(old));
    }
  }

  private String needsHostOf(NodeRef node) {
    String site = ports.siteOf(node);
    return "whether \""
        + node.node()
        + "\" was fenced can be read on its host only\n  HINT: start a worker of site \""
        + site
        + "\" on the host of \""
        + node.node()
        + "\" (bosai worker --site "
        + site
        + "), then retry";
  }

  private static Question unreadable(String step, String unknown) {
    return new Question(
        step,
        "repair",
        "",
        null,
        Otherwise.HOLD,
        List.of("retry"),
        Map.of("unknown", unknown),
        "the end of an abort cannot be named: " + unknown);
  }
}
