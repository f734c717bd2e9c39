package dev.bosai.activities.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A silence that a new timeline ended.
 *
 * @param before last write that an older timeline confirmed
 * @param after first write after it, confirmed on the new timeline
 */
record Outage(Acknowledged before, Acknowledged after) {
  Duration length() {
    return before.until(after);
  }

  boolean longerThan(@Nullable Outage other) {
    return other == null || length().compareTo(other.length()) > 0;
  }
}
