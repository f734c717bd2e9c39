package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.SwitchActivities.AskWritten;
import dev.bosai.workflows.port.SwitchActivities.DiscardOld;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.view.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The switch stays, or is taken back. Until a person says so the old directory stays, and the
 * standbys are still, so that going back finds everything as it was.
 */
final class SettleStep {
  static final String KEPT = "kept";
  static final String UNDONE = "undone";

  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Desk desk;
  private final SwitchStep switching;

  SettleStep(PointInTimeSteps.Shared shared, SwitchStep switching) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.desk = shared.desk();
    this.switching = switching;
  }

  Outcome carryOut(Settle step) {
    Recovery recovery = recoveries.of(step.database());
    WrittenSince seen = new WrittenSince(0, List.of(), List.of(), "");
    Ruling ruling = ask(step, recovery, seen, List.of("keep", "undo", "abort"));
    while (ruling.choice().equals("undo")) {
      seen = written(step.head(), recovery);
      if (seen.commits() == 0 && seen.missing().isEmpty()) {
        return undo(step, recovery, seen, ruling);
      }
      ruling = ask(step, recovery, seen, List.of("keep", "override", "undo", "abort"));
    }
    return ruling.choice().equals("override")
        ? undo(step, recovery, seen, ruling)
        : keep(step, recovery, ruling);
  }

  private Ruling ask(Settle step, Recovery recovery, WrittenSince seen, List<String> choices) {
    Switched switched = recovery.pointInTime().switched();
    String text =
        choices.contains("override")
            ? "going back would lose what others than the probe wrote since the switch"
            : "keep what was restored, or undo the switch?";
    board.step(step.head().id(), view -> view.with(StepState.WAITING, text));
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("keep", "removes \"" + switched.kept() + "\", then brings redundancy back");
    shown.put("undo", "goes back to the old directory; only while nobody but the probe wrote");
    shown.put("until then", "the database has no standby");
    if (choices.contains("override")) {
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

  private WrittenSince written(StepHead head, Recovery recovery) {
    NodeRef node = recovery.pointInTime().node();
    return ports
        .switches(head, node)
        .writtenSince(new AskWritten(node, recovery.pointInTime().switched()));
  }

  private Outcome keep(Settle step, Recovery recovery, Ruling ruling) {
    PointInTime point = recovery.pointInTime();
    List<Preserved> kept =
        point.followersFenced().stream()
            .map(follower -> preserve(step, recovery, follower))
            .toList();
    if (!kept.isEmpty()) {
      recovery.preserved(kept.get(0));
      recovery.othersPreserved(kept.subList(1, kept.size()));
    }
    boolean removed =
        ports
            .switches(step.head(), point.node())
            .discardOld(new DiscardOld(point.node(), point.switched().run(), recovery.nextToken()));
    point.settled(KEPT);
    return Outcome.of((removed ? "kept; the old directory is removed, " : "kept, ") + ruling.by());
  }

  /** What a standby has past the fork is kept before it may be copied anew. */
  private Preserved preserve(Settle step, Recovery recovery, String follower) {
    PointInTime point = recovery.pointInTime();
    NodeRef ref = ports.database(step.database()).node(follower);
    PreserveNode request =
        new PreserveNode(
            ref,
            recovery.promoted(),
            recovery.assessment().timeline(),
            point.switched().run(),
            null,
            recovery.nextToken());
    return ports.host(step.head(), ref).preserve(request);
  }

  private Outcome undo(Settle step, Recovery recovery, WrittenSince seen, Ruling ruling) {
    PointInTime point = recovery.pointInTime();
    NodeRef node = point.node();
    point.undoBegins();
    FenceProof proof =
        ports
            .host(step.head(), node)
            .fence(new FenceNode(node, point.aim().systemIdentifier(), recovery.nextToken()));
    Switched back =
        ports
            .switches(step.head(), node)
            .undoSwitch(
                new UndoSwitch(
                    node,
                    point.switched(),
                    proof,
                    recovery.assessment().timeline(),
                    seen,
                    ruling.choice().equals("override"),
                    recovery.nextToken()));
    recovery.promoted(back.promoted());
    switching.lead(step.head(), recovery, step.database());
    WriteProof write = verified(step, back);
    List<String> lifted = lift(step, recovery);
    point.settled(UNDONE);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("write acknowledged at", write.at().toString());
    evidence.put("timeline", String.valueOf(write.timeline()));
    evidence.put("undone directory", back.kept());
    evidence.put("standbys started", String.join(", ", lifted));
    board.protection(lifted.isEmpty() ? "exposed" : "standby-only");
    return new Outcome(
        "undone, " + ruling.by() + "; \"" + node.node() + "\" is as it was before the switch",
        evidence);
  }

  private WriteProof verified(Settle step, Switched back) {
    return ports
        .wire(step.head())
        .verifyWrite(
            new VerifyWrite(
                ports.database(step.database()),
                back.promoted().systemIdentifier(),
                back.promoted().timeline()));
  }

  private List<String> lift(Settle step, Recovery recovery) {
    List<String> lifted = new ArrayList<>();
    for (String follower : recovery.pointInTime().followersFenced()) {
      NodeRef ref = ports.database(step.database()).node(follower);
      LiftFence request =
          new LiftFence(ref, recovery.pointInTime().aim().systemIdentifier(), recovery.nextToken());
      ports.host(step.head(), ref).liftFence(request);
      lifted.add(follower);
    }
    return lifted;
  }
}
