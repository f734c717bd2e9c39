package dev.bosai.runbooks.step;

/**
 * Measures outage and loss from the client's side and from the data.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Measure(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.measure(this);
  }
}
