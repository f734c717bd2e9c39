package dev.bosai.runbooks.step;

/**
 * Opens what was restored for reading, counts its rows and checks it.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Preview(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.preview(this);
  }
}
