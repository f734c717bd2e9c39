package dev.bosai.runbooks.step;

import dev.bosai.runbooks.Objectives;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups steps that follow each other under a name of their own.
 *
 * @param head what every step has
 * @param objectives of this phase; null means the runbook's
 * @param steps at least one
 */
public record Phase(StepHead head, @Nullable Objectives objectives, List<Step> steps)
    implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.phase(this);
  }
}
