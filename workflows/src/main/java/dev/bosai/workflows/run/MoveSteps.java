package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities.AwaitReplayed;
import dev.bosai.workflows.port.MoveActivities.DemoteNode;
import dev.bosai.workflows.port.MoveActivities.PrepareMove;
import dev.bosai.workflows.port.MoveActivities.Prepared;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteActivities.DrainRoute;
import dev.bosai.workflows.port.RouteActivities.RouteDrained;
import dev.bosai.workflows.port.SwitchActivities.HoldWrites;
import io.temporal.failure.ActivityFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes a healthy primary out of service for a move. Clients wait from the drain on, so what fails
 * before anything was stopped is put back before a person is asked.
 */
final class MoveSteps {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Abortable abortable;
  private final PutBack putBack;
  private final MoveAssess assess;

  MoveSteps(PointInTimeSteps.Shared shared) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.abortable = new Abortable(shared.desk());
    this.assess = new MoveAssess(ports, recoveries, shared.board());
    this.putBack = new PutBack(ports);
  }

  Outcome assess(AssessMove step) {
    return assess.carryOut(step);
  }

  Outcome drain(Drain step) {
    return drain(step.head(), recoveries.of(step.database()));
  }

  private Outcome drain(StepHead head, Recovery recovery) {
    Assessment found = recovery.assessment();
    NodeRef old = ports.database(recovery.database()).node(found.oldPrimary());
    Prepared ready =
        ports
            .moves(head, old)
            .prepareMove(new PrepareMove(old, recovery.move().streamsAs(), system(found)));
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("before", found.candidate() + " was " + ready.behind() + " bytes behind");
    recovery.move().drainBegins();
    try {
      return drained(head, recovery, old, evidence);
    } catch (ActivityFailure failure) {
      Failed.rethrowIfCancelled(failure);
      putBack.carryOut(head, recovery);
      throw failure;
    }
  }

  private Outcome drained(
      StepHead head, Recovery recovery, NodeRef old, Map<String, String> evidence) {
    Assessment found = recovery.assessment();
    RouteDrained route =
        ports
            .route(head, recovery.database())
            .drainRoute(
                new DrainRoute(
                    ports.database(recovery.database()), old.node(), recovery.nextToken()));
    Lsn written =
        ports
            .switches(head, old)
            .holdWrites(new HoldWrites(old, true, system(found), recovery.nextToken()));
    NodeRef standby = ports.database(recovery.database()).node(found.candidate());
    Lsn replayed =
        abortable.await(
            () -> ports.moves(head, standby).awaitReplayed(new AwaitReplayed(standby, written)));
    evidence.put(
        "route", route.kind() + (route.drained() ? " leads to nobody" : " cannot lead to nobody"));
    evidence.put("closed connections", String.valueOf(route.closed()));
    evidence.put("written by " + old.node(), written.toString());
    evidence.put("replayed by " + standby.node(), replayed.toString());
    return new Outcome(
        "\"%s\" takes no writes since %s; \"%s\" has replayed all of it"
            .formatted(old.node(), written, standby.node()),
        evidence);
  }

  Outcome demote(Demote step) {
    Recovery recovery = recoveries.of(step.database());
    Assessment found = recovery.assessment();
    NodeRef old = ports.database(step.database()).node(found.oldPrimary());
    if (!recovery.move().isDrained()) {
      drain(step.head(), recovery);
    }
    recovery.fenceBegins();
    FenceProof.NodeDown down = demoted(step, recovery, old);
    recovery.fenced(down);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("proof", down.getClass().getSimpleName());
    evidence.put("node", down.node());
    evidence.put("system identifier", down.systemIdentifier());
    evidence.put("at", down.at().toString());
    evidence.put("last checkpoint", String.valueOf(down.checkpoint()));
    evidence.put("shown", String.join("; ", down.shown()));
    return new Outcome(
        "\"%s\" was stopped in order and cannot write: its log ends with the checkpoint at %s"
            .formatted(down.node(), down.checkpoint()),
        evidence);
  }

  /** A refusal touched nothing, so clients need not wait for whoever mends what it names. */
  private FenceProof.NodeDown demoted(Demote step, Recovery recovery, NodeRef old) {
    Assessment found = recovery.assessment();
    DemoteNode request =
        new DemoteNode(old, recovery.move().streamsAs(), system(found), recovery.nextToken());
    try {
      return ports.moves(step.head(), old).demote(request);
    } catch (ActivityFailure failure) {
      Failed.rethrowIfCancelled(failure);
      if (Failed.changedNothing(failure)) {
        putBack.carryOut(step.head(), recovery);
        recovery.fenceRefused();
      }
      throw failure;
    }
  }

  private static String system(Assessment found) {
    return found.candidateFacts().systemIdentifier();
  }
}
