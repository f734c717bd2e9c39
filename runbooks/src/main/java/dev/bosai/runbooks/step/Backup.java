package dev.bosai.runbooks.step;

/**
 * Takes a new backup of the primary.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Backup(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.backup(this);
  }
}
