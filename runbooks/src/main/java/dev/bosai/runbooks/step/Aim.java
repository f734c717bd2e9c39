package dev.bosai.runbooks.step;

/**
 * Finds out where a restore ends and with which backup, and proves that everything it needs is
 * there; changes nothing.
 *
 * @param head what every step has
 * @param database which database of the system
 * @param target the moment or position to go back to, as the person wrote it
 */
public record Aim(StepHead head, String database, String target) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.aim(this);
  }
}
