package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * Lets time pass.
 *
 * @param head what every step has
 * @param duration how long
 */
public record Wait(StepHead head, Duration duration) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.waiting(this);
  }
}
