package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * Asks a person; the facts shown are part of the answer.
 *
 * @param head what every step has; its title is the question
 * @param by the role that may answer, for example {@code commander}
 * @param within after so long the question is handed to the next tier, or {@code otherwise} follows
 * @param otherwise what follows a rejection or a passed deadline
 */
public record Approve(StepHead head, String by, Duration within, Otherwise otherwise)
    implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.approve(this);
  }
}
