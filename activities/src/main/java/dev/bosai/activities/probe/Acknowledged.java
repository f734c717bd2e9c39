package dev.bosai.activities.probe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;

/**
 * One line of the ledger: a write that the database confirmed.
 *
 * @param id of the row; rises and is never used twice
 * @param at when the confirmation arrived, as ISO 8601 in UTC
 * @param mono the same moment on the monotonic clock, in nanoseconds; comparable within a session
 * @param session names the probe process that wrote the line
 * @param node that confirmed
 * @param timeline it wrote on
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Acknowledged(long id, String at, long mono, String session, String node, int timeline) {
  Instant time() {
    return Instant.parse(at);
  }

  /**
   * Measures the time until a later line, without the wall clock's jumps where that is possible.
   */
  Duration until(Acknowledged later) {
    return session.equals(later.session)
        ? Duration.ofNanos(later.mono - mono)
        : Duration.between(time(), later.time());
  }
}
