package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Retry;
import dev.bosai.runbooks.step.StepKind;
import java.time.Duration;

/** What a step has where its author says nothing. */
public final class StepDefaults {
  private StepDefaults() {}

  /** Returns how long one try of a step may take. */
  public static Duration timeout(StepKind kind) {
    return switch (kind) {
      case NOTIFY -> Duration.ofSeconds(10);
      case ASSESS, ASSESS_MOVE, FENCE, REPOINT, REPROTECT, HOLD_WRITES, HTTP, SQL ->
          Duration.ofSeconds(30);
      // Queries in conflict may hold a promotion up for max_standby_streaming_delay, 30 s.
      case PROMOTE, VERIFY, DRAIN -> Duration.ofMinutes(1);
      // A shutdown waits for the last WAL to be archived and for every standby to have it.
      case DEMOTE -> Duration.ofMinutes(2);
      case REDEPLOY, COMMAND -> Duration.ofMinutes(5);
      // An aim may read days of archived WAL.
      case MEASURE, AIM, SWITCH, SETTLE -> Duration.ofMinutes(10);
      case PRESERVE, AWAIT_STANDBY, PREVIEW, OPEN, DISCARD -> Duration.ofMinutes(30);
      case EXTRACT -> Duration.ofHours(1);
      case REJOIN, COMPARE -> Duration.ofHours(4);
      case RESTORE, BACKUP, PROVE -> Duration.ofHours(12);
      // A person, the clock or the steps within set the pace, so this only has to be long.
      case APPROVE, CHOOSE, MANUAL, WAIT, PARALLEL, PHASE -> Duration.ofHours(24);
    };
  }

  /**
   * Returns how often a step is tried. A restore goes on where it stopped and may run for hours, in
   * which several workers may be replaced, each of which costs a try.
   */
  public static Retry retry(StepKind kind) {
    return kind == StepKind.RESTORE ? new Retry(20, Retry.DEFAULT.every()) : Retry.DEFAULT;
  }

  /** Returns what follows when every try failed; telling people never holds a recovery up. */
  public static OnFailure onFailure(StepKind kind) {
    return kind == StepKind.NOTIFY ? OnFailure.CONTINUE : OnFailure.WAIT;
  }

  /**
   * Returns a step's title.
   *
   * @param object what the step is about: a database, channel, service or program; empty if not
   *     named
   */
  static String title(StepKind kind, String object) {
    String named = object.isEmpty() ? "the database" : object;
    return switch (kind) {
      case ASSESS -> "Assess the nodes of " + named;
      case NOTIFY -> "Tell " + object;
      case APPROVE -> "Go on?";
      case FENCE -> "Fence the old primary of " + named;
      case PROMOTE -> "Promote the best standby of " + named;
      case REPOINT -> "Lead followers and clients of " + named + " to the new primary";
      case REDEPLOY -> "Restart " + object;
      case VERIFY -> "Verify a write to " + named + " through the public route";
      case PRESERVE -> "Preserve the old timeline of " + named;
      case MEASURE -> "Measure outage and loss of " + named;
      case REPROTECT -> "Start to bring redundancy of " + named + " back";
      case REJOIN -> "Rejoin the old primary of " + named + " as a standby";
      case AWAIT_STANDBY -> "Await a streaming standby of " + named;
      case ASSESS_MOVE -> "Assess whether " + named + " can move without loss";
      case DRAIN -> "Drain the primary of " + named;
      case DEMOTE -> "Demote the primary of " + named;
      case AIM -> "Aim a restore of " + named;
      case HOLD_WRITES -> "Hold writes to " + named + ", or keep serving?";
      case RESTORE -> "Restore " + named + " beside, up to the target";
      case PREVIEW -> "Preview what was restored of " + named;
      case CHOOSE -> "Switch to what was restored of " + named + ", extract rows, or discard it?";
      case OPEN -> "Open what was restored of " + named;
      case SWITCH -> "Switch " + named + " to what was restored";
      case COMPARE -> "Compare what was written to " + named + " after the target";
      case SETTLE -> "Keep the switch of " + named + ", or undo it?";
      case EXTRACT -> "Extract rows of " + named + " from what was restored";
      case DISCARD -> "Discard what was restored of " + named;
      case BACKUP -> "Take a backup of " + named;
      case PROVE -> "Prove that " + named + " can be restored";
      case MANUAL -> "Done by a person";
      case HTTP -> "Request " + object;
      case SQL -> "Run a statement on " + named;
      case COMMAND -> "Run " + object;
      case WAIT -> "Wait " + object;
      case PARALLEL -> "At the same time";
      case PHASE -> "Phase";
    };
  }
}
