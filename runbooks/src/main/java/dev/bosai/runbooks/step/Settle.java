package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * Asks a person whether the switch stays ({@code keep}) or is taken back ({@code undo}); a deadline
 * that passes is told and the run holds, since nothing may be removed in silence.
 *
 * @param head what every step has; its title is the question
 * @param database which database of the system
 * @param within after so long the question is handed to the next tier
 */
public record Settle(StepHead head, String database, Duration within) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.settle(this);
  }
}
