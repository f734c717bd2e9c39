package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Retry;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names the state an aborted run leaves behind; what cannot be read is not named, and the run stays
 * waiting.
 */
final class SafeEnding {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);
  private static final StepHead READING =
      new StepHead(
          "abort",
          "read what the fence did",
          Duration.ofSeconds(10),
          Retry.DEFAULT,
          OnFailure.WAIT,
          When.ALWAYS,
          0,
          0);

  private final Ports ports;
  private final Recoveries recoveries;
  private final Desk desk;
  private final String database;

  SafeEnding(Ports ports, Recoveries recoveries, Desk desk, String database) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.desk = desk;
    this.database = database;
  }

  /**
   * Returns the name of the end, asking a person to make the host readable where it cannot be
   * known.
   */
  String name(String lastStep) {
    Optional<String> known = known();
    while (known.isEmpty()) {
      desk.abortRefused();
      desk.ask(RunEvent.STEP_FAILED, unreadable(lastStep));
      known = known();
    }
    return known.get();
  }

  private Optional<String> known() {
    if (recoveries.all().isEmpty()) {
      return Optional.of("unchanged");
    }
    Recovery recovery = recoveries.of(database);
    return recovery.fenceUnproven() ? readFence() : Optional.of(ofKnown(recovery));
  }

  private static String ofKnown(Recovery recovery) {
    if (recovery.isRouted()) {
      return "restored-exposed";
    }
    if (recovery.promotedIfAny().isPresent()) {
      return "promoted-unrouted";
    }
    return recovery.proofIfAny().isPresent() ? "fenced" : "unchanged";
  }

  private Optional<String> readFence() {
    Observe request = new Observe(oldPrimary(), null);
    try {
      HostFacts facts = ports.host(READING, request.node(), BEGINS_WITHIN).observe(request);
      return Optional.of(facts.fenced() ? "fenced" : "unchanged");
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      return Optional.empty();
    }
  }

  private NodeRef oldPrimary() {
    return ports.database(database).node(recoveries.of(database).assessment().oldPrimary());
  }

  private Question unreadable(String step) {
    NodeRef node = oldPrimary();
    String needed =
        "a worker of site \""
            + ports.siteOf(node)
            + "\" on the host of \""
            + node.node()
            + "\" (bosai worker --site "
            + ports.siteOf(node)
            + ")";
    String text =
        "the end of an abort cannot be named: whether \""
            + node.node()
            + "\" was fenced can be read on its host only\n  HINT: start "
            + needed
            + ", then retry";
    return new Question(
        step, "repair", "", null, Otherwise.HOLD, List.of("retry"), Map.of("needed", needed), text);
  }
}
