package dev.bosai.runbooks.step;

import java.util.List;

/**
 * Runs one program on a worker of a site.
 *
 * @param head what every step has
 * @param command program and arguments, no shell; the worker's configuration must list it
 * @param site where it runs; empty means any worker
 */
public record Command(StepHead head, List<String> command, String site) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.command(this);
  }
}
