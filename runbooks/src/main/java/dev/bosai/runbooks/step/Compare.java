package dev.bosai.runbooks.step;

/**
 * Finds the rows that were written after the target and keeps them as reviewable files.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Compare(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.compare(this);
  }
}
