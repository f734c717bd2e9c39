package dev.bosai.runbooks.step;

/**
 * Tells a channel; retried beside the run, never holds it up.
 *
 * @param head what every step has
 * @param channel a channel of the system file
 * @param message may hold facts such as {@code {candidate}}; empty means the engine's own summary
 */
public record Notify(StepHead head, String channel, String message) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.notification(this);
  }
}
