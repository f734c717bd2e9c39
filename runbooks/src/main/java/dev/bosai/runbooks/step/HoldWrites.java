package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * Asks a person whether the primary takes no new writes from now on ({@code read-only}) or keeps
 * serving ({@code keep-serving}), since every write after the target is lost by a switch.
 *
 * @param head what every step has; its title is the question
 * @param database which database of the system
 * @param within after so long the question is handed to the next tier
 */
public record HoldWrites(StepHead head, String database, Duration within) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.holdWrites(this);
  }
}
