package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SwitchActivities.AskWritten;
import dev.bosai.workflows.port.SwitchActivities.DiscardOld;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The switch stays, or is taken back; until a person says so the old directory stays. */
final class SettleStep {
  static final String KEPT = "kept";
  static final String UNDONE = "undone";
  static final WrittenSince NOT_READ = new WrittenSince(0, List.of(), List.of(), "");

  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final HoldStep hold;
  private final WayBack wayBack;

  SettleStep(PointInTimeSteps.Shared shared, HoldStep hold, WayBack wayBack) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.hold = hold;
    this.wayBack = wayBack;
  }

  /** A way back that was begun is gone on with: halfway there is nothing to be kept. */
  Outcome carryOut(Settle step) {
    Recovery recovery = recoveries.of(step.database());
    if (!recovery.pointInTime().isUndoOpen()) {
      Ruling ruling = decided(step, recovery);
      if (ruling.choice().equals("keep")) {
        return keep(step, recovery, ruling);
      }
    }
    return wayBack.go(new WayBack.Asking(step.head(), step.within()), recovery);
  }

  private Ruling decided(Settle step, Recovery recovery) {
    WrittenSince seen = NOT_READ;
    Ruling ruling = ask(step, recovery, seen, List.of("keep", "undo", "abort"));
    while (ruling.choice().equals("undo")) {
      seen = written(step, recovery);
      if (isNobody(seen)) {
        break;
      }
      ruling = ask(step, recovery, seen, List.of("keep", "override", "undo", "abort"));
    }
    if (!ruling.choice().equals("keep")) {
      recovery.pointInTime().undoBegins(new WayBack.Order(ruling, seen));
    }
    return ruling;
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

  private static boolean isNobody(WrittenSince seen) {
    return seen.commits() == 0 && seen.missing().isEmpty();
  }

  private static String words(WrittenSince seen) {
    return seen.missing().isEmpty()
        ? seen.commits() + " transactions, in " + String.join(", ", seen.tables())
        : "not known: " + seen.missing();
  }

  /** Writes are held for the look, so that nobody writes between it and the way back. */
  private WrittenSince written(Settle step, Recovery recovery) {
    NodeRef node = recovery.pointInTime().node();
    hold.hold(step.head(), recovery);
    WrittenSince seen = NOT_READ;
    boolean goesBack = false;
    try {
      seen =
          ports
              .switches(step.head(), node)
              .writtenSince(new AskWritten(node, recovery.pointInTime().switched()));
      goesBack = isNobody(seen);
    } catch (ActivityFailure unread) {
      Failed.rethrowIfCancelled(unread);
      seen = new WrittenSince(0, List.of(), List.of(), Failed.sentence(unread));
    }
    if (!goesBack) {
      hold.free(step.head(), recovery);
    }
    return seen;
  }

  private Outcome keep(Settle step, Recovery recovery, Ruling ruling) {
    PointInTime point = recovery.pointInTime();
    boolean removed =
        ports
            .switches(step.head(), point.node())
            .discardOld(new DiscardOld(point.node(), point.switched().run(), recovery.nextToken()));
    point.settled(KEPT);
    return Outcome.of((removed ? "kept; the old directory is removed, " : "kept, ") + ruling.by());
  }
}
