package dev.bosai.runbooks.step;

/**
 * Brings a backup back beside the node's data directory, never over it, and replays up to the
 * target.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Restore(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.restore(this);
  }
}
