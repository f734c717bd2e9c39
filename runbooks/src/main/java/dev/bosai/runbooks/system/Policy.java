package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The system's own limits.
 *
 * @param acceptLoss a bound of the loss up to this needs no approval
 * @param tiers roles a question passes through, one after the other, when nobody answers in time
 * @param commands programs, as absolute paths, that a {@code command} step may run on a worker of
 *     this system
 * @param twoPerson what takes two people's signed words: {@link #OVERRIDE}, and levels whose
 *     approvals do
 */
public record Policy(
    Duration acceptLoss,
    List<String> tiers,
    List<String> commands,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> twoPerson) {
  /** Letting a guard pass. */
  public static final String OVERRIDE = "override";

  /** All that may take two people. */
  public static final List<String> TWO_PERSON = List.of(OVERRIDE, "L1", "L2", "L3", "L4");

  /** A plan that was made before there was such a rule asks nobody for a second word. */
  public Policy {
    twoPerson = Objects.requireNonNullElse(twoPerson, List.of());
  }

  /** Makes one under which one person's word is enough. */
  public Policy(Duration acceptLoss, List<String> tiers, List<String> commands) {
    this(acceptLoss, tiers, commands, List.of());
  }
}
