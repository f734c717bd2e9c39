package dev.bosai.runbooks.step;

/**
 * Keeps the old timeline's writes before anything may destroy them.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Preserve(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.preserve(this);
  }
}
