package dev.bosai.runbooks.step;

/**
 * Finds out who is up, how far behind each standby is, the best candidate and the bound of the
 * loss.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Assess(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.assess(this);
  }
}
