package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.step.StepKind;
import java.util.EnumSet;
import java.util.Set;

/** What counts no longer once a step was done to the same database. */
final class Spent {
  private Spent() {}

  /** Returns the kinds of earlier steps whose outcome a step of this kind takes away. */
  static Set<StepKind> by(StepKind kind) {
    return switch (kind) {
      // A fence, or a demotion, holds for one promotion or switch: afterwards there is another
      // primary.
      case PROMOTE ->
          EnumSet.of(StepKind.FENCE, StepKind.ASSESS_MOVE, StepKind.DRAIN, StepKind.DEMOTE);
      case SWITCH -> EnumSet.of(StepKind.FENCE, StepKind.RESTORE, StepKind.PREVIEW, StepKind.OPEN);
      // What was restored is gone, or is of another target.
      case AIM, DISCARD -> EnumSet.of(StepKind.RESTORE, StepKind.PREVIEW, StepKind.OPEN);
      case RESTORE -> EnumSet.of(StepKind.PREVIEW, StepKind.OPEN);
      default -> EnumSet.noneOf(StepKind.class);
    };
  }
}
