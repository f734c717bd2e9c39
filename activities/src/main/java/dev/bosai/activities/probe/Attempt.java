package dev.bosai.activities.probe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;

/**
 * One line of the attempts' file.
 *
 * @param id that was tried
 * @param at when it began, as ISO 8601 in UTC
 * @param ms how long it took, in milliseconds
 * @param outcome what became of it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Attempt(long id, String at, long ms, Outcome outcome) {
  /** What became of an attempt. */
  enum Outcome {
    /** Confirmed, without a warning. */
    ACKNOWLEDGED,
    /** Sent, and the answer is missing or carries a warning: it may be there or not. */
    UNKNOWN,
    /** Refused, or never sent. */
    FAILED
  }

  Instant began() {
    return Instant.parse(at);
  }

  Instant ended() {
    return began().plus(Duration.ofMillis(ms));
  }
}
