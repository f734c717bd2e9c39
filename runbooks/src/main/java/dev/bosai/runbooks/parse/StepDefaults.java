package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.StepKind;
import java.time.Duration;

/** What a step has where its author says nothing. */
public final class StepDefaults {
  private StepDefaults() {}

  /** Returns how long one try of a step may take. */
  public static Duration timeout(StepKind kind) {
    return switch (kind) {
      case NOTIFY -> Duration.ofSeconds(10);
      case ASSESS, FENCE, REPOINT, REPROTECT, HTTP, SQL -> Duration.ofSeconds(30);
      // Queries in conflict may hold a promotion up for max_standby_streaming_delay, 30 s.
      case PROMOTE, VERIFY -> Duration.ofMinutes(1);
      case REDEPLOY, COMMAND -> Duration.ofMinutes(5);
      case MEASURE -> Duration.ofMinutes(10);
      case PRESERVE, AWAIT_STANDBY -> Duration.ofMinutes(30);
      case REJOIN -> Duration.ofHours(4);
      // A person, the clock or the steps within set the pace, so this only has to be long.
      case APPROVE, MANUAL, WAIT, PARALLEL, PHASE -> Duration.ofHours(24);
    };
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
