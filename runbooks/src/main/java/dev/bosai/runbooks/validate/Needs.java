package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import java.util.List;

/**
 * A step that must have been done to the same database before.
 *
 * @param earlier the kind of that step
 * @param reason why, as half a sentence
 */
record Needs(StepKind earlier, String reason) {
  /** Returns what must have been done before a step. */
  static List<Needs> of(Step step, boolean isReprotect) {
    return switch (StepKind.of(step)) {
      case FENCE ->
          List.of(new Needs(StepKind.ASSESS, "nobody has looked which node is the primary"));
      case PROMOTE ->
          List.of(new Needs(StepKind.FENCE, "an old primary that can still write splits the data"));
      case REPOINT ->
          List.of(new Needs(StepKind.PROMOTE, "clients would be led to a node that cannot write"));
      case PRESERVE, MEASURE ->
          List.of(new Needs(StepKind.PROMOTE, "what was lost begins where the new timeline forks"));
      case REPROTECT -> List.of(preserve());
      case REJOIN -> isReprotect ? List.of() : List.of(preserve());
      case ASSESS,
          NOTIFY,
          APPROVE,
          REDEPLOY,
          VERIFY,
          AWAIT_STANDBY,
          AIM,
          HOLD_WRITES,
          RESTORE,
          PREVIEW,
          CHOOSE,
          OPEN,
          SWITCH,
          COMPARE,
          SETTLE,
          EXTRACT,
          DISCARD,
          BACKUP,
          PROVE,
          MANUAL,
          HTTP,
          SQL,
          COMMAND,
          WAIT,
          PARALLEL,
          PHASE ->
          List.of();
    };
  }

  private static Needs preserve() {
    return new Needs(StepKind.PRESERVE, "it would destroy the last copy of what was lost");
  }
}
