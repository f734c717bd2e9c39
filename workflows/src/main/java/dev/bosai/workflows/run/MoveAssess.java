package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.run.Looks.Look;
import java.time.Duration;
import java.util.List;

/** Looks from every side at once whether a primary can move without loss; changes nothing. */
final class MoveAssess {
  private final Ports ports;
  private final Looks looks;
  private final Recoveries recoveries;
  private final Board board;

  MoveAssess(Ports ports, Recoveries recoveries, Board board) {
    this.ports = ports;
    this.looks = new Looks(ports);
    this.recoveries = recoveries;
    this.board = board;
  }

  Outcome carryOut(AssessMove step) {
    Look look = looks.from(step.head(), step.database());
    MoveRoles roles = MoveRoles.decide(look.seen(), ports.database(step.database()).system());
    Recovery recovery = recoveries.of(step.database());
    recovery.assessed(assessment(look.seen(), roles));
    recovery.move().planned(roles.streamsAs());
    board.site(ports.siteOf(ports.database(step.database()).node(roles.candidate().node())));
    Looks.answered("probe", look.probe(), look.evidence());
    look.seen()
        .wire()
        .nodes()
        .forEach(node -> look.evidence().put("node " + node.node(), Looks.describe(node)));
    look.evidence().put("primary", roles.primary().node());
    look.evidence().put("candidate", roles.candidate().node());
    look.evidence().put("behind", roles.behind() + " bytes");
    look.evidence().put("epoch", String.valueOf(recovery.epoch()));
    return new Outcome(
        "\"%s\" is healthy, and \"%s\" streams %d bytes behind it; no loss is accepted"
            .formatted(roles.primary().node(), roles.candidate().node(), roles.behind()),
        look.evidence());
  }

  private static Assessment assessment(Sighting seen, MoveRoles roles) {
    List<String> followers =
        seen.standbys().stream()
            .map(NodeFacts::node)
            .filter(node -> !node.equals(roles.candidate().node()))
            .toList();
    return new Assessment(
        roles.primary().node(),
        roles.candidate().node(),
        roles.candidate(),
        false,
        followers,
        roles.primary().timeline(),
        seen.highestEpoch() + 1,
        Duration.ZERO,
        "nothing: a planned move goes on only once the standby has all of it",
        false,
        null);
  }
}
