package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import java.util.List;

/**
 * A step that must have been done to the same database before.
 *
 * @param anyOf the kinds of that step, the usual one first; any of them will do
 * @param reason why, as half a sentence
 */
record Needs(List<StepKind> anyOf, String reason) {
  private Needs(StepKind earlier, String reason) {
    this(List.of(earlier), reason);
  }

  /** Returns the kind that is asked for. */
  StepKind earlier() {
    return anyOf.get(0);
  }

  /** Returns what must have been done before a step. */
  static List<Needs> of(Step step, boolean isReprotect) {
    return switch (StepKind.of(step)) {
      case FENCE -> List.of(looked());
      case PROMOTE -> List.of(fenced());
      case DRAIN ->
          List.of(
              new Needs(StepKind.ASSESS_MOVE, "nobody has looked whether a move can lose nothing"));
      case DEMOTE ->
          List.of(
              new Needs(StepKind.DRAIN, "what clients write until its end may not be replayed"));
      case REPOINT ->
          List.of(new Needs(StepKind.PROMOTE, "clients would be led to a node that cannot write"));
      case PRESERVE ->
          List.of(new Needs(StepKind.PROMOTE, "what was lost begins where the new timeline forks"));
      case MEASURE ->
          List.of(
              new Needs(
                  List.of(StepKind.PROMOTE, StepKind.SWITCH),
                  "what was lost begins where the new timeline forks"));
      case REPROTECT -> List.of(preserve());
      case REJOIN -> isReprotect ? List.of() : List.of(preserve());
      case HOLD_WRITES, RESTORE, DISCARD ->
          List.of(new Needs(StepKind.AIM, "nobody has proven that the target can be reached"));
      case PREVIEW -> List.of(new Needs(StepKind.RESTORE, "there is nothing to look at"));
      case CHOOSE, EXTRACT ->
          List.of(new Needs(StepKind.PREVIEW, "nobody could have looked at what was restored"));
      case OPEN ->
          List.of(new Needs(StepKind.PREVIEW, "a recovery that has ended cannot be aimed again"));
      case SWITCH ->
          List.of(
              new Needs(StepKind.OPEN, "what is in recovery takes no writes"),
              new Needs(StepKind.FENCE, "a node that can still write must not be replaced"));
      case COMPARE -> List.of(new Needs(StepKind.SWITCH, "there is no old directory before it"));
      case SETTLE -> settled();
      case BACKUP, PROVE -> isReprotect ? List.of() : List.of(primary());
      case SQL ->
          ((Sql) step).on() == Sql.On.PREVIEW
              ? List.of(new Needs(StepKind.PREVIEW, "nothing stands beside that could be asked"))
              : List.of();
      case ASSESS,
          ASSESS_MOVE,
          NOTIFY,
          APPROVE,
          REDEPLOY,
          VERIFY,
          AWAIT_STANDBY,
          AIM,
          MANUAL,
          HTTP,
          COMMAND,
          WAIT,
          PARALLEL,
          PHASE ->
          List.of();
    };
  }

  private static Needs looked() {
    return new Needs(
        List.of(StepKind.ASSESS, StepKind.AIM), "nobody has looked which node is the primary");
  }

  private static Needs fenced() {
    return new Needs(
        List.of(StepKind.FENCE, StepKind.DEMOTE),
        "an old primary that can still write splits the data");
  }

  private static List<Needs> settled() {
    return List.of(
        new Needs(StepKind.SWITCH, "there is nothing to keep or undo"),
        new Needs(
            StepKind.COMPARE,
            "\"keep\" removes the last copy of what was written after the target"));
  }

  private static Needs primary() {
    return new Needs(
        List.of(StepKind.PROMOTE, StepKind.SWITCH), "the run does not know the new primary");
  }

  private static Needs preserve() {
    return new Needs(
        List.of(StepKind.PRESERVE, StepKind.SETTLE),
        "it would destroy the last copy of what was lost");
  }
}
