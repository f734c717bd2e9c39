package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a switch back: everything is found as it was, the standbys included. */
final class WayBack {
  private final Ports ports;
  private final Board board;
  private final Desk desk;
  private final SwitchStep switching;
  private final HoldStep hold;
  private final Standbys standbys;

  WayBack(PointInTimeSteps.Shared shared, SwitchStep switching, HoldStep hold) {
    this.ports = shared.ports();
    this.board = shared.board();
    this.desk = shared.desk();
    this.switching = switching;
    this.hold = hold;
    this.standbys = new Standbys(ports);
  }

  /**
   * What was decided.
   *
   * @param ruling who said undo or override
   * @param seen who wrote since the switch, as it was shown
   */
  record Order(Ruling ruling, WrittenSince seen) {
    boolean overrides() {
      return ruling.choice().equals("override");
    }
  }

  /**
   * Where it is taken back.
   *
   * @param head of the step that asks
   * @param within after so long a question is handed over; null means never
   */
  record Asking(StepHead head, @Nullable Duration within) {}

  /**
   * Goes back, as was ordered, or goes on where that failed: a node that serves again is not fenced
   * anew.
   *
   * @return empty if a person gave it up while nothing was changed
   */
  Optional<Outcome> go(Asking step, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    Optional<Switched> back = point.wentBackIfSo();
    if (back.isEmpty() && !point.isGivingUp()) {
      back = exchanged(step, recovery, fenced(step.head(), recovery));
      back.ifPresent(point::wentBack);
    }
    if (point.isGivingUp()) {
      giveUp(step.head(), recovery);
    }
    return back.map(switched -> served(step.head(), recovery, switched));
  }

  /** Writes were held so that nobody would write before the way back; now they may. */
  private void giveUp(StepHead head, Recovery recovery) {
    switching.again(head, recovery);
    hold.free(head, recovery);
    recovery.pointInTime().undoGivenUp();
  }

  private Outcome served(StepHead head, Recovery recovery, Switched back) {
    PointInTime point = recovery.pointInTime();
    recovery.promoted(back.promoted());
    point.holds(false);
    Map<String, String> evidence = new LinkedHashMap<>();
    // A primary that asks for a synchronous standby acknowledges nothing before one follows.
    boolean followed = standbys.lift(head, recovery, evidence);
    switching.lead(head, recovery, recovery.database());
    WriteProof write = verified(head, recovery, back);
    board.restored(write.at());
    evidence.put("write acknowledged at", write.at().toString());
    evidence.put("timeline", String.valueOf(write.timeline()));
    evidence.put("what was restored is in", back.kept());
    point.settled(SettleStep.UNDONE);
    board.protection(followed ? "standby-only" : "exposed");
    return new Outcome(
        "undone, "
            + point.undo().ruling().by()
            + "; \""
            + point.node().node()
            + "\" is as it was before the switch",
        evidence);
  }

  private FenceProof.NodeDown fenced(StepHead head, Recovery recovery) {
    NodeRef node = recovery.pointInTime().node();
    String system = recovery.pointInTime().aim().systemIdentifier();
    return ports.host(head, node).fence(new FenceNode(node, system, recovery.nextToken()));
  }

  /** Whoever wrote until the very fence is lost too, and that only a person decides. */
  private Optional<Switched> exchanged(Asking step, Recovery recovery, FenceProof.NodeDown proof) {
    PointInTime point = recovery.pointInTime();
    while (true) {
      try {
        return Optional.of(
            ports
                .switches(step.head(), point.node())
                .undoSwitch(request(recovery, proof, point.undo())));
      } catch (ActivityFailure refused) {
        Failed.rethrowIfCancelled(refused);
        if (point.undo().overrides() || !Failed.changedNothing(refused)) {
          throw refused;
        }
        point.undoRefused();
        Ruling ruling = ask(step, refused);
        if (ruling.choice().equals("keep")) {
          point.givingUpBegins();
          return Optional.empty();
        }
        point.undoBegins(new Order(ruling, point.undo().seen()));
      }
    }
  }

  private static UndoSwitch request(Recovery recovery, FenceProof.NodeDown proof, Order order) {
    return new UndoSwitch(
        recovery.pointInTime().node(),
        recovery.pointInTime().switched(),
        proof,
        order.seen(),
        order.overrides(),
        recovery.nextToken());
  }

  private Ruling ask(Asking step, ActivityFailure refused) {
    String text = "the node is fenced, and going back was refused: " + Failed.sentence(refused);
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    return desk.ask(
        RunEvent.APPROVAL_ASKED,
        new Question(
            step.head().id(),
            "settle",
            "",
            step.within(),
            Otherwise.HOLD,
            List.of("keep", "override", "abort"),
            shown(),
            text));
  }

  private static Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put(
        "keep", "starts what was restored again, with what they wrote; then you are asked again");
    shown.put("override", "goes back all the same; what they wrote stays beside");
    return shown;
  }

  private WriteProof verified(StepHead head, Recovery recovery, Switched back) {
    return ports
        .wire(head)
        .verifyWrite(
            new VerifyWrite(
                ports.database(recovery.database()),
                back.promoted().systemIdentifier(),
                back.promoted().timeline()));
  }
}
