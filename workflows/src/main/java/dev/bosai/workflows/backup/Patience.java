package dev.bosai.workflows.backup;

import java.time.Duration;

/**
 * How long somebody waits for work on a host.
 *
 * @param beginsWithin a site whose worker has not begun by then is passed over
 * @param bound of one try
 * @param attempts at most so many tries
 */
record Patience(Duration beginsWithin, Duration bound, int attempts) {
  /** A look that a person waits for. */
  static final Patience LOOK = new Patience(Duration.ofSeconds(10), Duration.ofMinutes(5), 3);

  /** Much WAL may have to be read. */
  static final Patience SEARCH = new Patience(Duration.ofSeconds(10), Duration.ofMinutes(30), 3);

  /**
   * Hours for a big database; a worker that was killed comes back within half a minute, and another
   * site's would begin anew.
   */
  static final Patience WORK = new Patience(Duration.ofSeconds(30), Duration.ofHours(24), 10);
}
