package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.workflows.port.SwitchActivities.DiscardOld;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The switch stays, or is taken back; until a person says so the old directory stays. */
final class SettleStep {
  static final String KEPT = "kept";
  static final String UNDONE = "undone";
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final WrittenLook written;
  private final WayBack wayBack;

  SettleStep(PointInTimeSteps.Shared shared, WrittenLook written, WayBack wayBack) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.written = written;
    this.wayBack = wayBack;
  }

  /** What was begun is gone on with: halfway there is nothing to be decided. */
  Outcome carryOut(Settle step) {
    Recovery recovery = recoveries.of(step.database());
    PointInTime point = recovery.pointInTime();
    Optional<Outcome> outcome = Optional.empty();
    while (outcome.isEmpty()) {
      if (!point.isUndoOpen() && point.keepingIfAny().isEmpty()) {
        decide(step, recovery);
      }
      outcome =
          point.isUndoOpen()
              ? wayBack.go(new WayBack.Asking(step.head(), step.within()), recovery)
              : Optional.of(keep(step, recovery));
    }
    return outcome.get();
  }

  private void decide(Settle step, Recovery recovery) {
    WrittenSince seen = WrittenLook.NOT_READ;
    Ruling ruling = ask(step, recovery, seen, List.of("keep", "undo", "abort"));
    while (ruling.choice().equals("undo")) {
      seen = written.look(step.head(), recovery);
      if (WrittenLook.isNobody(seen)) {
        break;
      }
      ruling = ask(step, recovery, seen, List.of("keep", "override", "undo", "abort"));
    }
    if (ruling.choice().equals("keep")) {
      recovery.pointInTime().keepBegins(ruling);
    } else {
      recovery.pointInTime().undoBegins(new WayBack.Order(ruling, seen));
    }
  }

  private Ruling ask(Settle step, Recovery recovery, WrittenSince seen, List<String> choices) {
    Switched switched = recovery.pointInTime().switched();
    boolean foreign = choices.contains("override");
    String text =
        foreign
            ? "going back would lose what others than the probe wrote since the switch"
            : "keep what was restored, or undo the switch?";
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    Map<String, String> shown = new LinkedHashMap<>();
    shown.putAll(WrittenWords.warning(recovery.pointInTime().writtenIfAny()));
    shown.put("keep", "removes \"" + switched.kept() + "\", then brings redundancy back");
    shown.put("undo", "goes back to the old directory; only while nobody but the probe wrote");
    shown.put("until then", "the database has no standby");
    if (foreign) {
      shown.put("override", "goes back all the same; what they wrote stays in a directory beside");
      shown.put("written since", words(seen));
    }
    return desk.ask(
        RunEvent.APPROVAL_ASKED,
        new Question(
            step.head().id(), "settle", "", step.within(), Otherwise.HOLD, choices, shown, text));
  }

  private static String words(WrittenSince seen) {
    return seen.missing().isEmpty()
        ? seen.commits() + " transactions, in " + String.join(", ", seen.tables())
        : "not known: " + seen.missing();
  }

  private Outcome keep(Settle step, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    String by = point.keepingIfAny().map(Ruling::by).orElse("");
    boolean removed = discarded(step, recovery);
    point.settled(KEPT);
    return Outcome.of((removed ? "kept; the old directory is removed, " : "kept, ") + by);
  }

  private boolean discarded(Settle step, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    try {
      return ports
          .switches(step.head(), point.node())
          .discardOld(new DiscardOld(point.node(), point.switched().run(), recovery.nextToken()));
    } catch (ActivityFailure failed) {
      if (Failed.changedNothing(failed)) {
        point.keepBegins(null);
      }
      throw failed;
    }
  }
}
