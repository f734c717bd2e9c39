package dev.bosai.runbooks.step;

import java.util.List;

/**
 * Runs its steps at the same time and ends when all have ended.
 *
 * @param head what every step has
 * @param steps at least one
 */
public record Parallel(StepHead head, List<Step> steps) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.parallel(this);
  }
}
