package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.MoveActivities.ServeAgain;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;

/** Lets a primary that was drained serve as before. */
final class PutBack {
  private final Ports ports;

  PutBack(Ports ports) {
    this.ports = ports;
  }

  /** Frees writes first: whoever is led back to the primary must be able to write there. */
  void carryOut(StepHead head, Recovery recovery) {
    Assessment found = recovery.assessment();
    NodeRef old = ports.database(recovery.database()).node(found.oldPrimary());
    ports
        .moves(head, old)
        .serveAgain(
            new ServeAgain(old, found.candidateFacts().systemIdentifier(), recovery.nextToken()));
    ports
        .route(head, recovery.database())
        .moveRoute(
            new MoveRoute(ports.database(recovery.database()), old.node(), recovery.nextToken()));
    recovery.move().putBack();
  }
}
