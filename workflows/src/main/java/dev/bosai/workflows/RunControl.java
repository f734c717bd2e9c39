package dev.bosai.workflows;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;

/** The decisions a run takes from people. A refused one leaves no trace and says why. */
@WorkflowInterface
public interface RunControl {
  /** Accepts what the run asks for. */
  @UpdateMethod(name = "approve", description = "Answer the open approval with yes")
  String approve(Answer answer);

  /** Checks an approval before it is recorded. */
  @UpdateValidatorMethod(updateName = "approve")
  void mayApprove(Answer answer);

  /** Takes the step's other branch. */
  @UpdateMethod(name = "reject", description = "Answer the open approval with no")
  String reject(Answer answer);

  /** Checks a rejection before it is recorded. */
  @UpdateValidatorMethod(updateName = "reject")
  void mayReject(Answer answer);

  /** Tries the failed step again. */
  @UpdateMethod(name = "retry", description = "Try the failed step again")
  String retry(Answer answer);

  /** Checks a retry before it is recorded. */
  @UpdateValidatorMethod(updateName = "retry")
  void mayRetry(Answer answer);

  /** Goes on without the failed step. */
  @UpdateMethod(name = "skip", description = "Go on without the failed step")
  String skip(Answer answer);

  /** Checks a skip before it is recorded. */
  @UpdateValidatorMethod(updateName = "skip")
  void maySkip(Answer answer);

  /** Ends the run in a named safe state. */
  @UpdateMethod(name = "abort", description = "End the run in a named safe state")
  String abort(Answer answer);

  /** Checks an abort before it is recorded. */
  @UpdateValidatorMethod(updateName = "abort")
  void mayAbort(Answer answer);

  /** Begins no further step. */
  @UpdateMethod(name = "pause", description = "Begin no further step until resumed")
  String pause(Answer answer);

  /** Checks a pause before it is recorded. */
  @UpdateValidatorMethod(updateName = "pause")
  void mayPause(Answer answer);

  /** Goes on after a pause. */
  @UpdateMethod(name = "resume", description = "Go on after a pause")
  String resume(Answer answer);

  /** Checks a resume before it is recorded. */
  @UpdateValidatorMethod(updateName = "resume")
  void mayResume(Answer answer);

  /** Answers the open question with one of its choices. */
  @UpdateMethod(name = "choose", description = "Answer the open question with one of its choices")
  String choose(Choosing choosing);

  /** Checks a choice before it is recorded. */
  @UpdateValidatorMethod(updateName = "choose")
  void mayChoose(Choosing choosing);
}
