package dev.bosai.runbooks.step;

/**
 * Restarts a service so that it takes up new settings.
 *
 * @param head what every step has
 * @param service a service of the system file
 */
public record Redeploy(StepHead head, String service) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.redeploy(this);
  }
}
