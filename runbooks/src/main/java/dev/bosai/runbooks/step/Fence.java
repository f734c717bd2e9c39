package dev.bosai.runbooks.step;

/**
 * Makes writes by the old primary impossible and proves it.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Fence(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.fence(this);
  }
}
