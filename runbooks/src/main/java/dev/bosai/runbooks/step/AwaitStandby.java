package dev.bosai.runbooks.step;

/**
 * Waits until a standby streams past the fork, then gives back the durability that promotion took.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record AwaitStandby(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.awaitStandby(this);
  }
}
