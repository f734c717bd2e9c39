package dev.bosai.runbooks.step;

/**
 * Starts the run of its own that brings redundancy back.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Reprotect(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.reprotect(this);
  }
}
