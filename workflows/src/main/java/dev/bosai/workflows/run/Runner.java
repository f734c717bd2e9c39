package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Backup;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Extract;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Preview;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Prove;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepVisitor;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.Wait;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import java.util.LinkedHashMap;
import java.util.Map;

/** The interpreter that does it: hands each kind of step to where its work is. */
final class Runner implements StepVisitor<Outcome> {
  private final AssessStep assess;
  private final PointInTimeSteps point;
  private final MoveSteps move;
  private final FenceStep fence;
  private final DatabaseSteps database;
  private final MeasureStep measure;
  private final OutsideSteps outside;
  private final PeopleSteps people;
  private final NotifyStep notifying;
  private final FollowUp followUp;
  private final StepLoop loop;
  private final Board board;

  Runner(Run.Parts parts) {
    assess = parts.assess();
    point = parts.pointInTime();
    move = parts.move();
    fence = parts.fence();
    database = parts.database();
    measure = parts.measure();
    outside = parts.outside();
    people = parts.people();
    notifying = parts.notifying();
    followUp = parts.followUp();
    loop = parts.loop();
    board = parts.board();
  }

  Outcome carryOut(Step step) {
    return step.accept(this);
  }

  @Override
  public Outcome assess(Assess step) {
    Outcome found = assess.carryOut(step);
    // Only now: a recovery that is refused leaves the copy alone that is under way.
    followUp.giveWay(step.database());
    return found;
  }

  @Override
  public Outcome notification(Notify step) {
    return notifying.send(step);
  }

  @Override
  public Outcome approve(Approve step) {
    return people.approve(step);
  }

  @Override
  public Outcome fence(Fence step) {
    return fence.carryOut(step);
  }

  @Override
  public Outcome promote(Promote step) {
    return database.promote(step);
  }

  @Override
  public Outcome repoint(Repoint step) {
    return database.repoint(step);
  }

  @Override
  public Outcome redeploy(Redeploy step) {
    return outside.redeploy(step);
  }

  @Override
  public Outcome verify(Verify step) {
    WriteProof proof = database.verify(step);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("write acknowledged at", proof.at().toString());
    evidence.put("timeline", String.valueOf(proof.timeline()));
    evidence.put("server", proof.server());
    evidence.putAll(outside.health(step.head(), step.services()));
    database.restored(step.database(), proof.at());
    return new Outcome(
        "a write through the public route was acknowledged on timeline " + proof.timeline(),
        evidence);
  }

  @Override
  public Outcome preserve(Preserve step) {
    return database.preserve(step);
  }

  @Override
  public Outcome measure(Measure step) {
    return measure.carryOut(step);
  }

  @Override
  public Outcome reprotect(Reprotect step) {
    return followUp.start(step);
  }

  @Override
  public Outcome rejoin(Rejoin step) {
    return database.rejoin(step);
  }

  @Override
  public Outcome awaitStandby(AwaitStandby step) {
    return database.awaitStandby(step);
  }

  @Override
  public Outcome assessMove(AssessMove step) {
    Outcome found = move.assess(step);
    followUp.giveWay(step.database());
    return found;
  }

  @Override
  public Outcome drain(Drain step) {
    return move.drain(step);
  }

  @Override
  public Outcome demote(Demote step) {
    return move.demote(step);
  }

  @Override
  public Outcome aim(Aim step) {
    Outcome found = point.aim().carryOut(step);
    followUp.giveWay(step.database());
    return found;
  }

  @Override
  public Outcome holdWrites(HoldWrites step) {
    return point.hold().carryOut(step);
  }

  @Override
  public Outcome restore(Restore step) {
    return point.restore().restore(step);
  }

  @Override
  public Outcome preview(Preview step) {
    return point.restore().preview(step);
  }

  @Override
  public Outcome choose(Choose step) {
    return point.choice().carryOut(step);
  }

  @Override
  public Outcome open(Open step) {
    return point.restore().open(step);
  }

  @Override
  public Outcome switching(Switch step) {
    return point.switching().carryOut(step);
  }

  @Override
  public Outcome compare(Compare step) {
    return point.compare().compare(step);
  }

  @Override
  public Outcome settle(Settle step) {
    return point.settle().carryOut(step);
  }

  @Override
  public Outcome extract(Extract step) {
    return point.extract().carryOut(step);
  }

  @Override
  public Outcome discard(Discard step) {
    return point.restore().discard(step);
  }

  @Override
  public Outcome backup(Backup step) {
    return point.backups().backup(step);
  }

  @Override
  public Outcome prove(Prove step) {
    return point.backups().prove(step);
  }

  @Override
  public Outcome manual(Manual step) {
    return people.manual(step);
  }

  @Override
  public Outcome http(Http step) {
    return outside.http(step);
  }

  @Override
  public Outcome sql(Sql step) {
    return switch (step.on()) {
      case PRIMARY -> outside.sql(step);
      case PREVIEW -> OutsideSteps.answered(point.restore().ask(step));
    };
  }

  @Override
  public Outcome command(Command step) {
    return outside.command(step);
  }

  @Override
  public Outcome waiting(Wait step) {
    return people.await(step);
  }

  @Override
  public Outcome parallel(Parallel step) {
    loop.sideBySide(step.steps(), this::carryOut);
    return Outcome.of("all of its steps have ended");
  }

  @Override
  public Outcome phase(Phase step) {
    board.phase(Summaries.line(board.step(step.head().id()).title()));
    loop.inOrder(step.steps(), this::carryOut);
    board.phase("");
    return Outcome.of("all of its steps have ended");
  }
}
