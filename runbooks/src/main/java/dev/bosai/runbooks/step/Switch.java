package dev.bosai.runbooks.step;

/**
 * Lets what was restored take the fenced node's place; the old data directory is kept unchanged.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Switch(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.switching(this);
  }
}
