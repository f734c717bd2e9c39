package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work on a node's own host, done by a worker of that site. Every method is safe to run twice and
 * overlapping.
 */
@ActivityInterface
public interface NodeActivities {

  /**
   * Looks at the node from its host; changes nothing.
   *
   * @param node which
   * @param beyond when given, commits on the node's disk past this position are counted
   */
  record Observe(NodeRef node, @Nullable Lsn beyond) {}

  /** Looks at the node from its host; changes nothing. */
  @ActivityMethod
  HostFacts observe(Observe request);

  /**
   * Asks for a fence.
   *
   * @param node the old primary
   * @param systemIdentifier it must have, else nothing is touched
   * @param token of this effect
   */
  record FenceNode(NodeRef node, String systemIdentifier, Token token) {}

  /** Kills every process of the node's cluster, blocks its start and proves both. */
  @ActivityMethod
  FenceProof.NodeDown fence(FenceNode request);

  /**
   * Asks to lift a standby's fence.
   *
   * @param node the standby
   * @param systemIdentifier it must have, else nothing is touched
   * @param token of this effect
   */
  record LiftFence(NodeRef node, String systemIdentifier, Token token) {}

  /** Lets a fenced standby start and starts it; refuses a node that would be a primary. */
  @ActivityMethod
  boolean liftFence(LiftFence request);

  /**
   * Asks for a promotion; there is no way to ask without a proof.
   *
   * @param node the standby
   * @param proof that the old primary cannot write; checked again when it is used
   * @param systemIdentifier it must have, else nothing is touched
   * @param timeline it must be on, or the one after it when an earlier try took effect
   * @param token of this effect
   */
  record PromoteNode(
      NodeRef node, FenceProof proof, String systemIdentifier, int timeline, Token token) {}

  /** Clears what would hang the first write, promotes, and waits until a write is taken. */
  @ActivityMethod
  Promoted promote(PromoteNode request);

  /**
   * Asks a standby to follow a new primary.
   *
   * @param node the standby
   * @param primary name of the node to follow
   * @param token of this effect
   */
  record FollowPrimary(NodeRef node, String primary, Token token) {}

  /**
   * A standby follows a primary.
   *
   * @param node the standby
   * @param primary the node it follows
   * @param how {@code pointed}, {@code in place}, {@code rewind} or {@code copy}
   * @param kept the old data directory, where it was kept; empty otherwise
   */
  record Following(String node, String primary, String how, String kept) {}

  /** Points a running standby at the new primary and waits until it streams. */
  @ActivityMethod
  Following follow(FollowPrimary request);

  /**
   * Asks to keep the old timeline's writes.
   *
   * @param node the fenced old primary
   * @param promoted the new primary, with the fork
   * @param timeline the old one
   * @param run names the folder
   * @param lastAcknowledged newest acknowledged write before the outage, for {@code lossMs}; null
   *     if unknown
   * @param token of this effect
   */
  record PreserveNode(
      NodeRef node,
      Promoted promoted,
      int timeline,
      String run,
      @Nullable Instant lastAcknowledged,
      Token token) {}

  /** Copies WAL past the fork, histories and control data aside and lists every lost commit. */
  @ActivityMethod
  Preserved preserve(PreserveNode request);

  /**
   * Asks to bring the old primary back as a standby.
   *
   * @param node the fenced old primary
   * @param primary name of the node to follow
   * @param preserved what was kept of it; nothing is destroyed without
   * @param token of this effect
   */
  record RejoinNode(NodeRef node, String primary, Preserved preserved, Token token) {}

  /** Takes the node as it is, rewinds it or copies it anew, and starts it as a standby. */
  @ActivityMethod
  Following rejoin(RejoinNode request);

  /**
   * Asks to give back the durability that promotion took.
   *
   * @param node the primary
   * @param standby node that must stream past the fork first
   * @param fork where the new timeline left the old one
   * @param synchronousStandbyNames what to restore; empty if nothing was taken
   * @param token of this effect
   */
  record SecureNode(
      NodeRef node, String standby, Lsn fork, String synchronousStandbyNames, Token token) {}

  /**
   * Redundancy is back.
   *
   * @param standby that streams
   * @param replayed its position when it was looked at
   * @param synchronousStandbyNames the primary's setting now
   */
  record Secured(String standby, Lsn replayed, String synchronousStandbyNames) {}

  /**
   * Waits until the standby streams past the fork, then restores the primary's
   * synchronous_standby_names.
   */
  @ActivityMethod
  Secured secure(SecureNode request);
}
