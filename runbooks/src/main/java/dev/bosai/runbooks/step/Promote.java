package dev.bosai.runbooks.step;

/**
 * Makes the best standby the primary; only over a fence proof.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Promote(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.promote(this);
  }
}
