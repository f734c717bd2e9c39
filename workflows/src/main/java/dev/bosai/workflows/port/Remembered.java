package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal beside a data directory remembers of the latest recovery. It outlives whoever
 * ordered that recovery, Temporal's history too.
 *
 * @param promotion of this node to the timeline it is on; null if Bosai did not promote it to that
 * @param kept the newest of its writes that were kept; null if none were
 * @param rejoining whether its directory has begun to be made a standby's since those were kept
 * @param byCard what was done to it by card, without Temporal; the oldest first
 */
public record Remembered(
    @Nullable Promotion promotion,
    @Nullable Preserved kept,
    boolean rejoining,
    List<ByCard> byCard) {

  /**
   * A promotion that took effect.
   *
   * @param proof on which it was made
   * @param promoted what came of it
   * @param from the timeline that was left
   * @param token under which it was asked for
   * @param secured whether a standby has followed since
   */
  public record Promotion(
      FenceProof proof, Promoted promoted, int from, Token token, boolean secured) {}

  /**
   * One effect that people ordered by card.
   *
   * @param at when
   * @param node on whose host
   * @param effect which, for example {@code fence}
   * @param token under which
   * @param who ordered it
   * @param why the reason
   * @param card the card's SHA-256
   */
  public record ByCard(
      Instant at, String node, String effect, Token token, String who, String why, String card) {
    /** Says it for people. */
    public String words() {
      return "%s of \"%s\", ordered at %s by %s: %s (card %s)"
          .formatted(effect, node, at, who, why, card);
    }
  }
}
