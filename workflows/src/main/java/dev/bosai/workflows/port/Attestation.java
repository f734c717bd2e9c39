package dev.bosai.workflows.port;

import dev.bosai.workflows.attest.Statement;
import java.time.Instant;

/**
 * One person's signed word.
 *
 * @param statement what was signed
 * @param signature armored, as {@code ssh-keygen -Y sign} wrote it
 * @param at when it was accepted
 */
public record Attestation(Statement statement, String signature, Instant at) {
  /** Says whose word it is and why, for people. */
  public String words() {
    return statement.who() + " at " + at + ": " + statement.why();
  }
}
