package dev.bosai.runbooks.step;

/**
 * Ends the recovery of what was restored, on a timeline of its own, still beside.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Open(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.open(this);
  }
}
