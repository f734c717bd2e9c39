package dev.bosai.app.report;

import org.jspecify.annotations.Nullable;

/**
 * What history proves about the plan that ran.
 *
 * @param sha256 the plan's digest as the run shows it
 * @param inHistory the digest in the run's first event, which nobody can change; null if history is
 *     gone
 * @param recomputed the digest computed again from the plan in that event; null if history is gone
 * @param verified whether all three are equal; false if history is gone
 */
public record PlanProof(
    String sha256, @Nullable String inHistory, @Nullable String recomputed, boolean verified) {

  /** Compares the three. */
  public static PlanProof of(
      String sha256, @Nullable String inHistory, @Nullable String recomputed) {
    return new PlanProof(
        sha256, inHistory, recomputed, sha256.equals(inHistory) && sha256.equals(recomputed));
  }
}
