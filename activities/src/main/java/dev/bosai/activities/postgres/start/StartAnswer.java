package dev.bosai.activities.postgres.start;

import java.util.List;

/**
 * Whether a node's server may be started.
 *
 * @param reason why, or why not
 * @param sentence the same for people
 * @param hint the next thing to try; empty if it may start and nothing is left to do
 * @param notAsked what did not answer and why, one sentence each
 * @param warnings what somebody should look at although it does not stand against a start
 */
public record StartAnswer(
    Reason reason, String sentence, String hint, List<String> notAsked, List<String> warnings) {

  /** Returns whether it may be started. */
  public boolean allowed() {
    return reason.allows();
  }
}
