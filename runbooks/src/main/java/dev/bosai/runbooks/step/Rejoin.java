package dev.bosai.runbooks.step;

/**
 * Brings the old primary back as a standby, by rewind or by a new copy; only over what was
 * preserved.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Rejoin(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.rejoin(this);
  }
}
