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
import org.jspecify.annotations.Nullable;

/** Takes a switch back: everything is found as it was, the standbys included. */
final class WayBack {
  private final Ports ports;
  private final Board board;
  private final Desk desk;
  private final SwitchStep switching;
  private final Standbys standbys;

  WayBack(PointInTimeSteps.Shared shared, SwitchStep switching, Standbys standbys) {
    this.ports = shared.ports();
    this.board = shared.board();
    this.desk = shared.desk();
    this.switching = switching;
    this.standbys = standbys;
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

  /** Goes back, as was ordered. */
  Outcome go(Asking step, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    Switched back = exchanged(step, recovery, fenced(step.head(), recovery));
    recovery.promoted(back.promoted());
    point.holds(false);
    switching.lead(step.head(), recovery, recovery.database());
    WriteProof write = verified(step.head(), recovery, back);
    board.restored(write.at());
    List<String> lifted = standbys.lift(step.head(), recovery);
    point.settled(SettleStep.UNDONE);
    board.protection(lifted.isEmpty() ? "exposed" : "standby-only");
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("write acknowledged at", write.at().toString());
    evidence.put("timeline", String.valueOf(write.timeline()));
    evidence.put("undone directory", back.kept());
    evidence.put("standbys started", String.join(", ", lifted));
    return new Outcome(
        "undone, "
            + point.undo().ruling().by()
            + "; \""
            + point.node().node()
            + "\" is as it was before the switch",
        evidence);
  }

  private FenceProof fenced(StepHead head, Recovery recovery) {
    NodeRef node = recovery.pointInTime().node();
    String system = recovery.pointInTime().aim().systemIdentifier();
    return ports.host(head, node).fence(new FenceNode(node, system, recovery.nextToken()));
  }

  /** Whoever wrote until the very fence is lost too, and that only a person decides. */
  private Switched exchanged(Asking step, Recovery recovery, FenceProof proof) {
    PointInTime point = recovery.pointInTime();
    while (true) {
      try {
        return ports
            .switches(step.head(), point.node())
            .undoSwitch(request(recovery, proof, point.undo()));
      } catch (ActivityFailure refused) {
        Failed.rethrowIfCancelled(refused);
        if (point.undo().overrides() || !Failed.changedNothing(refused)) {
          throw refused;
        }
        point.undoBegins(new Order(ask(step, refused), point.undo().seen()));
      }
    }
  }

  private static UndoSwitch request(Recovery recovery, FenceProof proof, Order order) {
    return new UndoSwitch(
        recovery.pointInTime().node(),
        recovery.pointInTime().switched(),
        proof,
        recovery.assessment().timeline(),
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
            List.of("override", "abort"),
            Map.of("override", "goes back all the same; what they wrote stays beside"),
            text));
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
