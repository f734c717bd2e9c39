package dev.bosai.workflows.run;

import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of one database; grows as the steps go on, and later steps ask it for what
 * earlier ones found.
 */
final class Recovery {
  private final String database;
  private final PointInTime pointInTime;
  private final Move move = new Move();
  private final List<Preserved> others = new ArrayList<>();
  private final List<Isolation> isolations = new ArrayList<>();
  private int effects;
  private boolean fenceBegan;
  private int promotionsAsked;
  private int promotionsRefused;
  private boolean routeBegan;
  private boolean routeCutBegan;
  private boolean routed;
  private boolean followed;
  private long epoch;
  private long writesPerMinute;
  private @Nullable Assessment assessment;
  private @Nullable FenceProof proof;
  private @Nullable Promoted promoted;
  private @Nullable Preserved preserved;
  private @Nullable Instant lastAcknowledged;

  Recovery(String database) {
    this.database = database;
    this.pointInTime = new PointInTime(database);
  }

  /**
   * Numbers from an earlier run of the same recovery, so that its effects stay older than this
   * run's.
   */
  void continueFrom(long recoveredEpoch, int effectsBefore, Promoted newPrimary, Preserved kept) {
    epoch = recoveredEpoch;
    effects = effectsBefore;
    promoted = newPrimary;
    preserved = kept;
    routed = true;
  }

  /** Returns what is known of bringing it back to a moment. */
  PointInTime pointInTime() {
    return pointInTime;
  }

  /** Returns what is known of a planned move. */
  Move move() {
    return move;
  }

  Token nextToken() {
    effects++;
    return new Token(epoch, effects, 0);
  }

  void assessed(Assessment found) {
    assessment = found;
    epoch = Math.max(epoch, found.epoch());
  }

  void writesPerMinute(long known) {
    writesPerMinute = known;
  }

  /** Returns how many transactions all clients commit in a minute; 0 if unknown. */
  long writesPerMinute() {
    return writesPerMinute;
  }

  void acknowledgedLast(Instant at) {
    lastAcknowledged = at;
  }

  void fenceBegins() {
    fenceBegan = true;
  }

  /** The fence was refused before anything was touched. */
  void fenceRefused() {
    fenceBegan = false;
  }

  /**
   * Programs that were asked to cut a node off.
   *
   * @param method which
   * @param site where they were asked to run
   */
  record Isolation(Isolate method, String site) {}

  void isolationBegins(Isolation asked) {
    isolations.remove(asked);
    isolations.add(asked);
  }

  /** Returns what may have cut the old primary off, whether it proved so or not. */
  List<Isolation> isolations() {
    return List.copyOf(isolations);
  }

  /** Clients may be led to nobody from now on. */
  void routeCutBegins() {
    routeCutBegan = true;
  }

  boolean isRouteCutBegun() {
    return routeCutBegan;
  }

  void fenced(FenceProof shown) {
    proof = shown;
  }

  void promotionAsked() {
    promotionsAsked++;
  }

  /** The promotion was refused before anything was touched. */
  void promotionRefused() {
    promotionsRefused++;
  }

  void promoted(Promoted done) {
    promoted = done;
  }

  void routeBegins() {
    routeBegan = true;
  }

  void routed() {
    routed = true;
  }

  void followed() {
    followed = true;
  }

  void preserved(Preserved kept) {
    preserved = kept;
  }

  void othersPreserved(@Nullable List<Preserved> kept) {
    others.addAll(kept == null ? List.of() : kept);
  }

  /** Returns what was kept of further nodes. */
  List<Preserved> othersPreserved() {
    return List.copyOf(others);
  }

  Assessment assessment() {
    return Optional.ofNullable(assessment).orElseThrow(() -> missing("assessed"));
  }

  FenceProof proof() {
    return Optional.ofNullable(proof).orElseThrow(() -> missing("fenced"));
  }

  /**
   * Returns the proof that was made on the node's own host.
   *
   * @throws ApplicationFailure if another kind was made, with which nothing is done there
   */
  FenceProof.NodeDown nodeDown() {
    if (proof() instanceof FenceProof.NodeDown down) {
      return down;
    }
    throw ApplicationFailure.newNonRetryableFailure(
        "\"%s\" is proven isolated, not down; directories are exchanged only on a host on which its server was proven down; nothing was changed\n  HINT: fence it on its own host"
            .formatted(proof().node()),
        FailureType.REFUSED.name());
  }

  Promoted promoted() {
    return Optional.ofNullable(promoted).orElseThrow(() -> missing("promoted"));
  }

  Preserved preserved() {
    return Optional.ofNullable(preserved).orElseThrow(() -> missing("preserved"));
  }

  Optional<Assessment> assessmentIfAny() {
    return Optional.ofNullable(assessment);
  }

  Optional<FenceProof> proofIfAny() {
    return Optional.ofNullable(proof);
  }

  Optional<Promoted> promotedIfAny() {
    return Optional.ofNullable(promoted);
  }

  Optional<Preserved> preservedIfAny() {
    return Optional.ofNullable(preserved);
  }

  /** Returns when the probe's newest write before the outage was acknowledged; null if unknown. */
  @Nullable Instant lastAcknowledged() {
    return lastAcknowledged;
  }

  /** People's word shows what they believe; what became of the node is still to be read. */
  boolean fenceUnproven() {
    return fenceBegan && (proof == null || proof instanceof FenceProof.Attested);
  }

  boolean promotionUnproven() {
    return promotionsAsked > 0 && promoted == null;
  }

  /** A refusal says nothing of what was asked for before it. */
  boolean everyPromotionRefused() {
    return promotionsRefused == promotionsAsked;
  }

  boolean routeUnproven() {
    return routeBegan && !routed;
  }

  boolean isRouted() {
    return routed;
  }

  /** Returns whether a standby follows the new primary. */
  boolean isFollowed() {
    return followed;
  }

  String database() {
    return database;
  }

  long epoch() {
    return epoch;
  }

  private ApplicationFailure missing(String what) {
    return Missing.of(database, what);
  }
}
