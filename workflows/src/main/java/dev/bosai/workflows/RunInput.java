package dev.bosai.workflows;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.bosai.runbooks.Plan;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is started with.
 *
 * @param plan what is carried out
 * @param planSha256 of the plan's canonical JSON
 * @param id short id of the run; {@code <system>@<id>} names it
 * @param startedBy who started it
 * @param incidentBegan when the incident began, where the starter knows; null otherwise
 * @param acceptedLoss a bound of the loss up to this needs no approval
 * @param reprotect the plan of the run that a {@code reprotect} step starts; null if this plan has
 *     no such step
 * @param reprotectSha256 of that plan's canonical JSON; empty if there is none
 * @param recovered what the recovery before this run left behind; null unless this run is a
 *     reprotect
 * @param signed the starter's signature; null where it is declared only
 */
public record RunInput(
    Plan plan,
    String planSha256,
    String id,
    String startedBy,
    @Nullable Instant incidentBegan,
    Duration acceptedLoss,
    @Nullable Plan reprotect,
    String reprotectSha256,
    @Nullable Recovered recovered,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SignedStart signed) {

  /** Makes one that is declared only. */
  public RunInput(
      Plan plan,
      String planSha256,
      String id,
      String startedBy,
      @Nullable Instant incidentBegan,
      Duration acceptedLoss,
      @Nullable Plan reprotect,
      String reprotectSha256,
      @Nullable Recovered recovered) {
    this(
        plan,
        planSha256,
        id,
        startedBy,
        incidentBegan,
        acceptedLoss,
        reprotect,
        reprotectSha256,
        recovered,
        null);
  }

  /** Returns the same input with its starter's signature. */
  public RunInput signed(SignedStart by) {
    return new RunInput(
        plan,
        planSha256,
        id,
        startedBy,
        incidentBegan,
        acceptedLoss,
        reprotect,
        reprotectSha256,
        recovered,
        by);
  }

  /**
   * A starter's signature.
   *
   * @param at when it was made; a start long after is refused
   * @param armored as {@code ssh-keygen -Y sign} wrote it
   */
  public record SignedStart(Instant at, String armored) {}

  /**
   * What a recovery hands to the run that brings redundancy back.
   *
   * @param promoted the new primary
   * @param preserved what was kept of the old one
   * @param epoch of the recovery; the next epoch is higher
   * @param effectsBefore numbers of effects that were used up within that epoch
   * @param others what was kept of further nodes; null in inputs of older versions
   * @param protection what is left of it; null in inputs of older versions, for {@code exposed}
   */
  public record Recovered(
      Promoted promoted,
      Preserved preserved,
      long epoch,
      int effectsBefore,
      @Nullable List<Preserved> others,
      @Nullable String protection) {
    /** Makes one with nothing kept of further nodes. */
    public Recovered(Promoted promoted, Preserved preserved, long epoch, int effectsBefore) {
      this(promoted, preserved, epoch, effectsBefore, List.of(), null);
    }
  }
}
