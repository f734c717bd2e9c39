package dev.bosai.runbooks.step;

/**
 * Leads clients to nobody, holds writes on the primary, and waits until the standby has replayed
 * all that was written. Everything is put back where that fails, and by an abort.
 *
 * @param head what every step has
 * @param database which database of the system
 */
public record Drain(StepHead head, String database) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.drain(this);
  }
}
