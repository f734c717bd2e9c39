package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at a database from every side at once; changes nothing. */
final class Looks {
  /** A host or probe whose worker does not begin by then counts as not answering. */
  static final Duration BEGINS_WITHIN = Duration.ofSeconds(2);

  private final Ports ports;

  Looks(Ports ports) {
    this.ports = ports;
  }

  /** What one round of questions brought; the probe may take longer than all others. */
  record Look(Sighting seen, Promise<ProbeStatus> probe, Map<String, String> evidence) {}

  Look from(StepHead head, String database) {
    DatabaseRef ref = ports.database(database);
    Promise<ProbeStatus> probe =
        Async.function(ports.probe(head, database, BEGINS_WITHIN)::probeStatus, ref);
    Map<String, Promise<HostFacts>> hosts = new LinkedHashMap<>();
    ports
        .settings(database)
        .nodes()
        .keySet()
        .forEach(node -> hosts.put(node, observe(head, ref, node)));
    DatabaseFacts wire = ports.wire(head).reach(ref);
    Map<String, String> evidence = new LinkedHashMap<>();
    Sighting seen = new Sighting(wire, answered(hosts, evidence));
    return new Look(seen, probe, evidence);
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
  static <T> Optional<T> answered(String who, Promise<T> promise, Map<String, String> evidence) {
    try {
      return Optional.of(promise.get());
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      evidence.put(who, Failed.sentence(silent));
      return Optional.empty();
    }
  }

  static String describe(NodeFacts node) {
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
