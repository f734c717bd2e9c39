package dev.bosai.runbooks.step;

/**
 * Restores the newest backup into a throw-away instance and checks it.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Prove(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.prove(this);
  }
}
