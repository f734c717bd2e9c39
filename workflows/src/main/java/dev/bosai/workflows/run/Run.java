package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunResult;
import dev.bosai.workflows.view.RunState;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** One execution of one plan, whatever its runbook: steps in order, a named end in every case. */
final class Run {
  /**
   * Waiting for something that cannot come ends only by the cancellation the run asked for itself.
   */
  private static final Duration CLOSING = Duration.ofMinutes(10);

  private static final String STANDBY_ONLY = "standby-only";

  private static final String LEFT = "had not ended when the run did";

  private final RunInput input;
  private final Board board;
  private final Desk desk;
  private final Herald herald;
  private final RunClock clock;
  private final Ports ports;
  private final Recoveries recoveries;
  private final StepLoop loop;
  private final Runner runner;
  private final SafeEnding ending;
  private final FollowUp followUp;

  /**
   * The parts a runner hands steps to.
   *
   * @param assess looks and decides who is what
   * @param pointInTime brings a database back to a moment
   * @param move takes a healthy primary out of service
   * @param fence makes the old primary unable to write
   * @param database further effects on a database
   * @param measure outage and loss
   * @param outside people's own procedures
   * @param people decisions and time
   * @param notifying messages
   * @param followUp the run that brings redundancy back
   * @param loop groups of steps
   * @param board what people see
   */
  record Parts(
      AssessStep assess,
      PointInTimeSteps pointInTime,
      MoveSteps move,
      FenceStep fence,
      DatabaseSteps database,
      MeasureStep measure,
      OutsideSteps outside,
      PeopleSteps people,
      NotifyStep notifying,
      FollowUp followUp,
      StepLoop loop,
      Board board) {}

  /** Prepares a run; its desk takes decisions from the first moment on. */
  Run(RunInput input) {
    this.input = input;
    String name = input.plan().system().system() + "@" + input.id();
    board = new Board(input, Flat.of(steps()));
    recoveries = new Recoveries(input.recovered());
    Facts facts = new Facts(input, recoveries, board);
    ports = new Ports(input.plan(), facts::fill);
    herald = new Herald(input.plan().system(), name, ports);
    Signatories signatories =
        new Signatories(
            name,
            input.plan().system().people(),
            new TwoPeople(input.plan().system().policy(), input.plan().runbook().level()));
    desk = new Desk(board, input.plan().system().policy().tiers(), herald::tellAll, signatories);
    clock = new RunClock(board, herald);
    loop = new StepLoop(board, desk, facts, new Conditions(input, recoveries, board));
    PointInTimeSteps.Shared shared =
        new PointInTimeSteps.Shared(ports, recoveries, board, desk, facts);
    followUp = new FollowUp(input, recoveries, board, new Standbys(ports));
    runner =
        new Runner(
            new Parts(
                new AssessStep(ports, recoveries, board, clock),
                PointInTimeSteps.of(
                    shared, input.id(), input.plan().inputs().getOrDefault("tables", "")),
                new MoveSteps(shared),
                new FenceStep(shared, new AttestedFence(ports, board, desk, signatories)),
                new DatabaseSteps(
                    shared,
                    new HomeFence(ports, board, new SecondWriterWatch(ports, board, herald)),
                    clock,
                    input.id()),
                new MeasureStep(ports, recoveries, board, input.id()),
                new OutsideSteps(input.plan().system(), name, ports, facts),
                new PeopleSteps(board, desk, facts),
                new NotifyStep(board, facts, herald),
                followUp,
                loop,
                board));
    ending = new SafeEnding(ports, recoveries, desk, new HoldStep(ports, recoveries, board, desk));
    Workflow.registerListener(desk);
  }

  /** Carries the plan out and returns how it ended; an aborted run ends as cancelled. */
  RunResult carryOut() {
    try {
      begin();
      loop.inOrder(steps(), runner::carryOut);
      return done();
    } catch (RunAborted aborted) {
      throw aborted(aborted.because());
    } catch (CanceledFailure cancelled) {
      Workflow.newDetachedCancellationScope(() -> close("cancelled from outside, nobody named"))
          .run();
      throw cancelled;
    }
  }

  private void begin() {
    RunInput.Recovered recovered = input.recovered();
    if (recovered != null) {
      board.protection(STANDBY_ONLY.equals(recovered.protection()) ? STANDBY_ONLY : "exposed");
    }
    clock.arm();
  }

  private RunResult done() {
    clock.stop();
    herald.drain();
    board.leave(LEFT);
    board.happened(RunEvent.STEPS_ENDED, "every step has ended");
    board.ended(end());
    board.publish();
    Workflow.await(Workflow::isEveryHandlerFinished);
    return new RunResult(RunState.DONE, "done", board.sentence());
  }

  /** An undone switch leaves the system as it was before. */
  private String end() {
    boolean undone =
        recoveries.all().stream()
            .anyMatch(recovery -> recovery.pointInTime().isSettled(SettleStep.UNDONE));
    boolean followed = recoveries.all().stream().anyMatch(recovery -> recovery.move().isFollowed());
    String restored = followed ? STANDBY_ONLY : "restored-exposed";
    return board.isRestored() && !undone ? restored : "done";
  }

  /**
   * Temporal shows an aborted run as Canceled, which only a cancellation from outside can bring
   * about. It is asked for in a scope of its own, since the cancellation must not reach the very
   * request.
   */
  private CanceledFailure aborted(String because) {
    close(because);
    Workflow.newDetachedCancellationScope(() -> ports.run().cancelThisRun()).run();
    try {
      Workflow.sleep(CLOSING);
    } catch (CanceledFailure asked) {
      return asked;
    }
    throw new IllegalStateException("the cancellation this run asked for did not come");
  }

  private void close(String because) {
    clock.stop();
    String end = ending.name(steps().get(0).head().id());
    herald.tellAll("aborted", because + "; the system is " + end);
    herald.drain();
    board.leave(LEFT);
    board.happened(RunEvent.ABORTED, because + "; the system is " + end);
    board.ended(end);
    board.publish();
  }

  private List<Step> steps() {
    return input.plan().runbook().steps();
  }
}
