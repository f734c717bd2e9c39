package dev.bosai.runbooks.step;

/**
 * Stops the drained primary in order and blocks its start, which is the fence that a planned move
 * promotes over: its last checkpoint tells what the standby must have.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Demote(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.demote(this);
  }
}
