package dev.bosai.runbooks.step;

import java.util.List;

/**
 * Writes through the public route on the new timeline and asks the services for their health; the
 * system is then restored.
 *
 * @param head what every step has
 * @param database which database of the system
 * @param services services whose health is asked; empty means all
 */
public record Verify(StepHead head, String database, List<String> services) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.verify(this);
  }
}
