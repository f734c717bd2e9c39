package dev.bosai.runbooks.step;

/**
 * Removes what was restored beside.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Discard(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.discard(this);
  }
}
