package dev.bosai.runbooks.system;

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
 * @param twoPerson what one person alone cannot decide: {@code override}, or a level such as {@code
 *     L3}; none in plans that are older than this field
 */
public record Policy(
    Duration acceptLoss, List<String> tiers, List<String> commands, List<String> twoPerson) {
  public Policy {
    twoPerson = Objects.requireNonNullElse(twoPerson, List.of());
  }
}
