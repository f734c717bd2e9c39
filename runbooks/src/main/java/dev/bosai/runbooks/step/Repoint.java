package dev.bosai.runbooks.step;

/**
 * Points followers and the client route at the new primary.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Repoint(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.repoint(this);
  }
}
