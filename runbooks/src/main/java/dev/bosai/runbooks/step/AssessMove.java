package dev.bosai.runbooks.step;

/**
 * Looks whether the primary can be moved without any loss: it is healthy, a fit standby streams
 * closely behind it, and workers answer on both hosts. Holds the run where that is not so.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record AssessMove(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.assessMove(this);
  }
}
