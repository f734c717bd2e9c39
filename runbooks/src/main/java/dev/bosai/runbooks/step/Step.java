package dev.bosai.runbooks.step;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The smallest unit with an outcome of its own. Every interpreter of a runbook is a {@link
 * StepVisitor}, so a new kind does not compile until the validator, the describer and the runner
 * know it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Assess.class, name = "assess"),
  @JsonSubTypes.Type(value = Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Fence.class, name = "fence"),
  @JsonSubTypes.Type(value = Promote.class, name = "promote"),
  @JsonSubTypes.Type(value = Repoint.class, name = "repoint"),
  @JsonSubTypes.Type(value = Redeploy.class, name = "redeploy"),
  @JsonSubTypes.Type(value = Verify.class, name = "verify"),
  @JsonSubTypes.Type(value = Preserve.class, name = "preserve"),
  @JsonSubTypes.Type(value = Measure.class, name = "measure"),
  @JsonSubTypes.Type(value = Reprotect.class, name = "reprotect"),
  @JsonSubTypes.Type(value = Rejoin.class, name = "rejoin"),
  @JsonSubTypes.Type(value = AwaitStandby.class, name = "await-standby"),
  @JsonSubTypes.Type(value = AssessMove.class, name = "assess-move"),
  @JsonSubTypes.Type(value = Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = Demote.class, name = "demote"),
  @JsonSubTypes.Type(value = Aim.class, name = "aim"),
  @JsonSubTypes.Type(value = HoldWrites.class, name = "hold-writes"),
  @JsonSubTypes.Type(value = Restore.class, name = "restore"),
  @JsonSubTypes.Type(value = Preview.class, name = "preview"),
  @JsonSubTypes.Type(value = Choose.class, name = "choose"),
  @JsonSubTypes.Type(value = Open.class, name = "open"),
  @JsonSubTypes.Type(value = Switch.class, name = "switch"),
  @JsonSubTypes.Type(value = Compare.class, name = "compare"),
  @JsonSubTypes.Type(value = Settle.class, name = "settle"),
  @JsonSubTypes.Type(value = Extract.class, name = "extract"),
  @JsonSubTypes.Type(value = Discard.class, name = "discard"),
  @JsonSubTypes.Type(value = Backup.class, name = "backup"),
  @JsonSubTypes.Type(value = Prove.class, name = "prove"),
  @JsonSubTypes.Type(value = Manual.class, name = "manual"),
  @JsonSubTypes.Type(value = Http.class, name = "http"),
  @JsonSubTypes.Type(value = Sql.class, name = "sql"),
  @JsonSubTypes.Type(value = Command.class, name = "command"),
  @JsonSubTypes.Type(value = Wait.class, name = "wait"),
  @JsonSubTypes.Type(value = Parallel.class, name = "parallel"),
  @JsonSubTypes.Type(value = Phase.class, name = "phase"),
})
public sealed interface Step
    permits Assess,
        Notify,
        Approve,
        Fence,
        Promote,
        Repoint,
        Redeploy,
        Verify,
        Preserve,
        Measure,
        Reprotect,
        Rejoin,
        AwaitStandby,
        AssessMove,
        Drain,
        Demote,
        Aim,
        HoldWrites,
        Restore,
        Preview,
        Choose,
        Open,
        Switch,
        Compare,
        Settle,
        Extract,
        Discard,
        Backup,
        Prove,
        Manual,
        Http,
        Sql,
        Command,
        Wait,
        Parallel,
        Phase {

  /** Returns what every step has, whatever its kind. */
  StepHead head();

  /**
   * Lets an interpreter look at this step as what it is.
   *
   * @param visitor the interpreter
   * @param <R> what the interpreter makes of a step
   */
  <R> R accept(StepVisitor<R> visitor);

  /** Returns the step's kind as it stands in the runbook, for example {@code await-standby}. */
  default String kind() {
    return StepKind.of(this).word();
  }
}
