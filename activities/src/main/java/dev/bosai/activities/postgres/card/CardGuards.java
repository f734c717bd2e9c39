package dev.bosai.activities.postgres.card;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Remembered;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must be so before a node is promoted, or clients are led to it, by card. */
public final class CardGuards {
  private final String node;

  /**
   * Makes them.
   *
   * @param node on whose host people are
   */
  public CardGuards(String node) {
    this.node = node;
  }

  /**
   * Returns the timeline that a promotion leaves, or has left.
   *
   * @param seen all nodes over the wire
   * @param here the node on its host
   */
  public int timelineToLeave(DatabaseFacts seen, HostFacts here) {
    NodeFacts me = me(seen);
    requireNoOtherWriter(seen);
    if (me.writable()) {
      return promotion(here).from();
    }
    if (!me.unfit().isEmpty()) {
      throw refused("node \"" + node + "\" cannot be promoted: " + me.unfit(), "mend that first");
    }
    seen.nodes().stream()
        .filter(other -> other.answers() && other.inRecovery())
        .filter(other -> received(other).compareTo(received(me)) > 0)
        .findFirst()
        .ifPresent(
            better -> {
              throw refused(
                  "standby \"%s\" has received %s, more than \"%s\" with %s"
                      .formatted(better.node(), better.received(), node, me.received()),
                  "promote \"" + better.node() + "\", on its own host");
            });
    return me.timeline();
  }

  /** Returns the promotion after which clients may be led to the node. */
  public Remembered.Promotion promotion(DatabaseFacts seen, HostFacts here) {
    NodeFacts me = me(seen);
    requireNoOtherWriter(seen);
    if (!me.writable()) {
      throw refused(
          "node \"" + node + "\" takes no writes, so no client is led to it",
          "promote it first: bosai node promote");
    }
    return promotion(here);
  }

  private Remembered.Promotion promotion(HostFacts here) {
    return Optional.ofNullable(here.remembered())
        .map(Remembered::promotion)
        .orElseThrow(
            () ->
                refused(
                    "node \"" + node + "\" takes writes, and Bosai did not promote it",
                    "it is the primary; if clients do not reach it, look at the route by hand"));
  }

  private void requireNoOtherWriter(DatabaseFacts seen) {
    seen.nodes().stream()
        .filter(other -> other.writable() && !other.node().equals(node))
        .findFirst()
        .ifPresent(
            other -> {
              throw refused(
                  "node \"" + other.node() + "\" takes writes on timeline " + other.timeline(),
                  "find out which of the two is the primary: \"bosai node status\" on each host");
            });
  }

  private NodeFacts me(DatabaseFacts seen) {
    NodeFacts me =
        seen.nodes().stream()
            .filter(one -> one.node().equals(node))
            .findFirst()
            .orElseThrow(() -> refused("node \"" + node + "\" is not listed", "renew the card"));
    if (!me.answers()) {
      throw refused(
          "node \"" + node + "\" does not answer: " + me.problem(),
          "start its server as a standby");
    }
    return me;
  }

  private static Lsn received(NodeFacts facts) {
    @Nullable Lsn received = facts.received();
    return Objects.requireNonNullElse(received, new Lsn(0));
  }

  private static RuntimeException refused(String what, String hint) {
    return Failures.of(FailureType.REFUSED, what + "; nothing was changed", hint);
  }
}
