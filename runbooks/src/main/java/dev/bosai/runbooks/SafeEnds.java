package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says for every step what an abort there leaves behind. Once an effect may have begun it counts as
 * begun: the state must be true even if nobody could look.
 */
public final class SafeEnds {
  /** What needs people most comes first. */
  private static final List<SafeEnd> WORST_FIRST =
      List.of(
          SafeEnd.PROMOTED_UNROUTED,
          SafeEnd.FENCED,
          SafeEnd.RESTORED_EXPOSED,
          SafeEnd.RESTORED_BESIDE_UNUSED,
          SafeEnd.STANDBY_ONLY,
          SafeEnd.UNCHANGED,
          SafeEnd.PROTECTED);

  private final Map<String, SafeEnd> before = new LinkedHashMap<>();
  private final Map<String, SafeEnd> at = new LinkedHashMap<>();

  private SafeEnds() {}

  /** Returns by step id the state after an abort once that step has begun; groups included. */
  public static Map<String, SafeEnd> of(List<Step> steps) {
    return Collections.unmodifiableMap(walked(steps).at);
  }

  /** Returns by step id the state after an abort just before that step; groups included. */
  public static Map<String, SafeEnd> before(List<Step> steps) {
    return Collections.unmodifiableMap(walked(steps).before);
  }

  private static SafeEnds walked(List<Step> steps) {
    SafeEnds ends = new SafeEnds();
    ends.inOrder(steps, start(steps));
    return ends;
  }

  /** A run that brings a node back without promoting one begins where a recovery ended. */
  private static SafeEnd start(List<Step> steps) {
    boolean rejoins = has(steps, StepKind.REJOIN) && !has(steps, StepKind.PROMOTE);
    return rejoins ? SafeEnd.RESTORED_EXPOSED : SafeEnd.UNCHANGED;
  }

  private static boolean has(List<Step> steps, StepKind kind) {
    return Steps.all(steps).anyMatch(step -> StepKind.of(step) == kind);
  }

  private SafeEnd inOrder(List<Step> steps, SafeEnd state) {
    SafeEnd now = state;
    SafeEnd branched = state;
    for (Step step : steps) {
      // Of several branches only one is taken, and none begins where another ended.
      if (When.BRANCHES.contains(step.head().when())) {
        branched = worst(branched, one(step, now));
      } else {
        now = one(step, worst(now, branched));
        branched = now;
      }
    }
    return worst(now, branched);
  }

  private static SafeEnd worst(SafeEnd one, SafeEnd other) {
    return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
  }

  private SafeEnd one(Step step, SafeEnd state) {
    before.put(step.head().id(), state);
    at.put(step.head().id(), begun(step, state));
    if (step instanceof Phase phase) {
      return inOrder(phase.steps(), state);
    }
    if (step instanceof Parallel group) {
      return atOnce(group, state);
    }
    return after(step, state);
  }

  /** Any step of the group may have begun when one of them is aborted. */
  private SafeEnd atOnce(Parallel group, SafeEnd state) {
    SafeEnd begun = state;
    SafeEnd after = state;
    for (Step step : group.steps()) {
      after = one(step, after);
      begun = begun(step, begun);
    }
    SafeEnd common = begun;
    Steps.all(List.of(group)).forEach(step -> at.put(step.head().id(), common));
    Steps.all(group.steps()).forEach(step -> before.put(step.head().id(), state));
    return after;
  }

  private static SafeEnd begun(Step step, SafeEnd state) {
    List<Step> inside = Steps.inside(step);
    if (!inside.isEmpty()) {
      return begun(inside.get(0), state);
    }
    return switch (StepKind.of(step)) {
      case FENCE, DEMOTE -> SafeEnd.FENCED;
      case PROMOTE, REPOINT, SWITCH -> SafeEnd.PROMOTED_UNROUTED;
      case RESTORE -> restored(state);
      default -> state;
    };
  }

  private static SafeEnd after(Step step, SafeEnd state) {
    return switch (StepKind.of(step)) {
      case FENCE, DEMOTE -> SafeEnd.FENCED;
      case PROMOTE -> SafeEnd.PROMOTED_UNROUTED;
      case REPOINT, SWITCH -> SafeEnd.RESTORED_EXPOSED;
      case RESTORE -> restored(state);
      case DISCARD -> state == SafeEnd.RESTORED_BESIDE_UNUSED ? SafeEnd.UNCHANGED : state;
      case PROVE -> state == SafeEnd.STANDBY_ONLY ? SafeEnd.PROTECTED : state;
      case AWAIT_STANDBY -> state == SafeEnd.RESTORED_EXPOSED ? SafeEnd.STANDBY_ONLY : state;
      default -> state;
    };
  }

  /** What stands beside matters only while nothing worse does. */
  private static SafeEnd restored(SafeEnd state) {
    return state == SafeEnd.UNCHANGED ? SafeEnd.RESTORED_BESIDE_UNUSED : state;
  }
}
