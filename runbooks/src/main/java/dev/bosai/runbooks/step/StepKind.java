package dev.bosai.runbooks.step;

import java.util.Arrays;

/** The words a runbook's author writes for the kinds of step. */
public enum StepKind {
  ASSESS("assess", Assess.class),
  NOTIFY("notify", Notify.class),
  APPROVE("approve", Approve.class),
  FENCE("fence", Fence.class),
  PROMOTE("promote", Promote.class),
  REPOINT("repoint", Repoint.class),
  REDEPLOY("redeploy", Redeploy.class),
  VERIFY("verify", Verify.class),
  PRESERVE("preserve", Preserve.class),
  MEASURE("measure", Measure.class),
  REPROTECT("reprotect", Reprotect.class),
  REJOIN("rejoin", Rejoin.class),
  AWAIT_STANDBY("await-standby", AwaitStandby.class),
  ASSESS_MOVE("assess-move", AssessMove.class),
  DRAIN("drain", Drain.class),
  DEMOTE("demote", Demote.class),
  AIM("aim", Aim.class),
  HOLD_WRITES("hold-writes", HoldWrites.class),
  RESTORE("restore", Restore.class),
  PREVIEW("preview", Preview.class),
  CHOOSE("choose", Choose.class),
  OPEN("open", Open.class),
  SWITCH("switch", Switch.class),
  COMPARE("compare", Compare.class),
  SETTLE("settle", Settle.class),
  EXTRACT("extract", Extract.class),
  DISCARD("discard", Discard.class),
  BACKUP("backup", Backup.class),
  PROVE("prove", Prove.class),
  MANUAL("manual", Manual.class),
  HTTP("http", Http.class),
  SQL("sql", Sql.class),
  COMMAND("command", Command.class),
  WAIT("wait", Wait.class),
  PARALLEL("parallel", Parallel.class),
  PHASE("phase", Phase.class);

  private final String word;
  private final Class<? extends Step> type;

  StepKind(String word, Class<? extends Step> type) {
    this.word = word;
    this.type = type;
  }

  /** Returns the word as it stands in a runbook. */
  public String word() {
    return word;
  }

  /** Returns the record that holds a step of this kind. */
  public Class<? extends Step> type() {
    return type;
  }

  /** Returns the kind of a step. */
  public static StepKind of(Step step) {
    return Arrays.stream(values())
        .filter(kind -> kind.type == step.getClass())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no word for " + step.getClass()));
  }
}
