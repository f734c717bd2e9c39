package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * Asks a person what becomes of what was restored: {@code switch}, {@code extract} or {@code
 * discard}.
 *
 * @param head what every step has; its title is the question
 * @param database which database of the system
 * @param within after so long the question is handed to the next tier
 */
public record Choose(StepHead head, String database, Duration within) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.choose(this);
  }
}
