package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SwitchActivities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stops the damage first, if a person wants that: writes are held, or the loss grows on. */
final class HoldStep {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;

  HoldStep(Ports ports, Recoveries recoveries, Board board, Desk desk) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.board = board;
    this.desk = desk;
  }

  Outcome carryOut(HoldWrites step) {
    Recovery recovery = recoveries.of(step.database());
    if (recovery.assessment().oldPrimarySilent()) {
      return Outcome.of("the primary is down, so nothing is written any more");
    }
    Ruling ruling = ask(step, recovery);
    if (ruling.choice().equals("keep-serving")) {
      return Outcome.of("keeps serving, " + ruling.by());
    }
    Lsn boundary = set(step.head(), recovery, true);
    return new Outcome(
        "takes no new writes since " + boundary + ", " + ruling.by(),
        Map.of("boundary", boundary.toString()));
  }

  private Ruling ask(HoldWrites step, Recovery recovery) {
    String text =
        "read-only now, or keep serving "
            + recovery.assessment().oldPrimary()
            + "? Every write after the target is lost by a switch"
            + rate(recovery);
    board.step(
        step.head().id(), view -> view.with(dev.bosai.workflows.view.StepState.WAITING, text));
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("target", recovery.pointInTime().aim().text());
    shown.put("lost by a switch", recovery.assessment().lossText());
    AimNotes.of(recovery.pointInTime().aim()).forEach(shown::put);
    shown.put("read-only", "sessions end and new ones cannot write; an exact boundary, an outage");
    shown.put("keep-serving", "clients go on; the loss grows until the switch");
    return desk.ask(
        RunEvent.APPROVAL_ASKED,
        new Question(
            step.head().id(),
            "hold",
            "",
            step.within(),
            Otherwise.HOLD,
            List.of("read-only", "keep-serving", "abort"),
            shown,
            text));
  }

  private static String rate(Recovery recovery) {
    return recovery.writesPerMinute() == 0
        ? ""
        : " (about " + recovery.writesPerMinute() + " transactions a minute)";
  }

  /** Holds writes. */
  void hold(StepHead head, Recovery recovery) {
    set(head, recovery, true);
  }

  /** Frees held writes; does nothing where none are held. */
  void free(StepHead head, Recovery recovery) {
    if (recovery.pointInTime().holdsWrites()) {
      set(head, recovery, false);
    }
  }

  private Lsn set(StepHead head, Recovery recovery, boolean hold) {
    NodeRef node = recovery.pointInTime().node();
    // Before the attempt: whether one that failed took effect is not known.
    recovery.pointInTime().holds(true);
    Lsn at =
        ports
            .switches(head, node)
            .holdWrites(
                new SwitchActivities.HoldWrites(
                    node,
                    hold,
                    recovery.pointInTime().aim().systemIdentifier(),
                    recovery.nextToken()));
    recovery.pointInTime().holds(hold);
    return at;
  }
}
