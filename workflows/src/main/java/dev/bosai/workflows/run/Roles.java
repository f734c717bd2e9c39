package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides from what was seen who was the primary and who is to become it. A pure function: what it
 * cannot know it refuses to guess.
 *
 * @param oldPrimary node that must be fenced
 * @param candidate node that is to become the primary, or already did
 * @param alreadyPromoted whether an earlier, unfinished recovery promoted the candidate
 */
record Roles(String oldPrimary, NodeFacts candidate, boolean alreadyPromoted) {
  private static final int LOOKS_UNDECIDED = 4;
  private static final int LOOKS_FOR_A_BETTER = 2;

  /**
   * Decides.
   *
   * @param system its name, for the commands that are shown
   * @throws ApplicationFailure of type REFUSED that says what stands against a promotion
   */
  static Roles decide(Sighting seen, String system) {
    List<NodeFacts> writable = seen.writable();
    if (writable.size() > 1) {
      throw splitBrain(writable);
    }
    return writable.isEmpty() ? promote(seen, system) : adopt(seen, writable.get(0), system);
  }

  /**
   * How often to look before it is decided. Nodes are silent for a moment when the primary's death
   * breaks their connections, and a person who is asked at 3 a.m. because of that has been asked
   * for nothing. A friendly disaster, where all but the dead primary answer, is decided at once.
   */
  static int looks(Sighting seen) {
    if (!seen.writable().isEmpty()) {
      return 1;
    }
    Optional<String> oldPrimary = oldPrimaryIfKnown(seen);
    if (oldPrimary.isEmpty() || candidate(seen).isEmpty()) {
      return LOOKS_UNDECIDED;
    }
    boolean anotherIsSilent =
        seen.silent().stream().anyMatch(node -> !node.node().equals(oldPrimary.get()));
    return anotherIsSilent ? LOOKS_FOR_A_BETTER : 1;
  }

  private static Roles adopt(Sighting seen, NodeFacts primary, String system) {
    String oldPrimary =
        seen.unfinished(primary)
            .map(promotion -> promotion.proof().node())
            .or(seen::fenced)
            .filter(node -> !node.equals(primary.node()))
            .orElseThrow(() -> healthy(primary, seen, system));
    return new Roles(oldPrimary, primary, true);
  }

  private static Roles promote(Sighting seen, String system) {
    String oldPrimary = oldPrimary(seen);
    if (seen.takesWritesAtHome(oldPrimary)) {
      throw cutOff(oldPrimary, system);
    }
    return new Roles(oldPrimary, candidate(seen).orElseThrow(() -> noCandidate(seen)), false);
  }

  private static Optional<NodeFacts> candidate(Sighting seen) {
    return seen.standbys().stream()
        .filter(node -> node.unfit().isEmpty() && node.received() != null)
        .filter(node -> node.timeline() >= seen.newestTimelineOfSilent())
        .max(Comparator.comparing(Roles::received));
  }

  /**
   * The one that an unfinished run fenced; else the silent one the route leads to; else the only
   * silent one.
   */
  static Optional<String> oldPrimaryIfKnown(Sighting seen) {
    List<String> silent = seen.silent().stream().map(NodeFacts::node).toList();
    return seen.fencedPrimary()
        .or(() -> silent.stream().filter(seen.wire().route().node()::equals).findFirst())
        .or(() -> silent.size() == 1 ? silent.stream().findFirst() : Optional.empty());
  }

  private static String oldPrimary(Sighting seen) {
    List<String> silent = seen.silent().stream().map(NodeFacts::node).toList();
    return oldPrimaryIfKnown(seen).orElseThrow(() -> unknownPrimary(silent));
  }

  private static Lsn received(NodeFacts node) {
    return Objects.requireNonNull(node.received());
  }

  /** A run that was aborted after it had cut the route leaves clients to be led back by hand. */
  private static ApplicationFailure healthy(NodeFacts primary, Sighting seen, String system) {
    RouteFacts route = seen.wire().route();
    String led =
        route.problem().isEmpty()
            ? "if writes fail only for clients check the route"
            : "clients do not reach it: "
                + route.problem()
                + "; lead them there by hand, as the checklist of \"bosai runbook print"
                + " replica-promotion\" says";
    return refused(
        "primary \""
            + primary.node()
            + "\" answers and takes writes, so nothing is promoted past it",
        seen.exposed(primary).isPresent()
            ? "abort this run; \"bosai start reprotect\" goes on from the recovery that promoted it"
            : "abort this run; for a planned move: " + switchover(system) + "; and " + led);
  }

  private static String switchover(String system) {
    return "bosai start switchover --system " + system;
  }

  private static ApplicationFailure cutOff(String primary, String system) {
    return refused(
        "primary \""
            + primary
            + "\" takes writes, says the worker on its own host; only who looked from elsewhere"
            + " cannot reach it, so nothing is promoted past it",
        "look at the network between the sites, then retry, or abort this run; for a planned move: "
            + switchover(system));
  }

  static ApplicationFailure splitBrain(List<NodeFacts> writable) {
    String names = writable.stream().map(NodeFacts::node).collect(Collectors.joining("\", \""));
    return refused(
        "split brain: nodes \"" + names + "\" all take writes",
        "stop one of them by hand now, keep its data directory, then retry");
  }

  private static ApplicationFailure unknownPrimary(List<String> silent) {
    return refused(
        "cannot tell which node was the primary: " + silent.size() + " nodes are silent " + silent,
        "start a worker on their hosts or bring one standby back, then retry");
  }

  private static ApplicationFailure noCandidate(Sighting seen) {
    String reasons =
        seen.wire().nodes().stream()
            .map(node -> node.node() + ": " + reason(node, seen.newestTimelineOfSilent()))
            .collect(Collectors.joining("; "));
    return refused(
        "no standby can be promoted (" + reasons + ")",
        "bring a standby back that has received the newest WAL, or give one a restore_command that"
            + " reads the WAL archive and reload it, then retry");
  }

  private static String reason(NodeFacts node, int newest) {
    if (!node.answers()) {
      return node.problem();
    }
    return node.unfit().isEmpty() && node.timeline() < newest
        ? "left behind on timeline " + node.timeline() + ", the primary was on " + newest
        : node.unfit();
  }

  private static ApplicationFailure refused(String message, String hint) {
    return ApplicationFailure.newNonRetryableFailure(
        message + "\n  HINT: " + hint, FailureType.REFUSED.name());
  }
}
