package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A switch that failed can be tried again, or taken back: the node is fenced already, and one that
 * does not start with what was restored must not be the only way on.
 */
final class SwitchOrBack {
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final SwitchStep switching;
  private final WrittenLook written;
  private final WayBack wayBack;

  SwitchOrBack(
      PointInTimeSteps.Shared shared, SwitchStep switching, WrittenLook written, WayBack wayBack) {
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.switching = switching;
    this.written = written;
    this.wayBack = wayBack;
  }

  /** What follows in the same group speaks of what was switched to, and is left out after undo. */
  Outcome carryOut(Switch step) {
    Recovery recovery = recoveries.of(step.database());
    Optional<Outcome> outcome = Optional.empty();
    while (outcome.isEmpty()) {
      outcome =
          recovery.pointInTime().isUndoOpen()
              ? wayBack
                  .go(new WayBack.Asking(step.head(), null), recovery)
                  .map(Outcome::endingItsGroup)
              : tried(step, recovery);
    }
    return outcome.get();
  }

  private Optional<Outcome> tried(Switch step, Recovery recovery) {
    try {
      return Optional.of(switching.carryOut(step));
    } catch (ActivityFailure failed) {
      Failed.rethrowIfCancelled(failed);
      decide(step, recovery, failed);
      return Optional.empty();
    }
  }

  private void decide(Switch step, Recovery recovery, ActivityFailure failed) {
    Ruling ruling = ask(step, Failed.sentence(failed));
    PointInTime point = recovery.pointInTime();
    if (ruling.choice().equals("undo")) {
      if (point.switchedIfAny().isEmpty()) {
        point.switched(begun(point));
      }
      point.undoBegins(new WayBack.Order(ruling, written.lookIfItAnswers(step.head(), recovery)));
    }
  }

  private Ruling ask(Switch step, String failure) {
    String text = "step \"" + step.head().id() + "\" failed: " + failure;
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("step", step.head().id());
    shown.put("failure", failure);
    shown.put("undo", "puts the old directory back and starts the node with it");
    return desk.ask(
        RunEvent.STEP_FAILED,
        new Question(
            step.head().id(),
            "repair",
            "",
            null,
            Otherwise.HOLD,
            List.of("retry", "undo", "abort"),
            shown,
            text));
  }

  /** What the exchange was to come to; how far it came is read from the disk. */
  private static Switched begun(PointInTime point) {
    Opened opened = point.opened();
    return new Switched(
        new Promoted(
            point.node().node(),
            opened.restored().systemIdentifier(),
            opened.timeline(),
            opened.fork(),
            Now.instant(),
            ""),
        "",
        opened.restored().run());
  }
}
