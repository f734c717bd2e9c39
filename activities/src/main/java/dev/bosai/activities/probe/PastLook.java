package dev.bosai.activities.probe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks every ten seconds who has a session on the primary without coming through the route, where
 * the system file promises that nobody does. A session that is shorter may be missed.
 */
final class PastLook {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Path file;
  private final List<String> through;
  private final Clock clock;
  private Instant last = Instant.EPOCH;

  /**
   * Makes a look.
   *
   * @param through addresses of the route; empty where it promises nothing
   */
  PastLook(Path file, List<String> through, Clock clock) {
    this.file = file;
    this.through = List.copyOf(through);
    this.clock = clock;
  }

  /** Returns the addresses of an exclusive route; empty for any other. */
  static List<String> through(Database database) {
    return database.route() instanceof Route.Router router ? router.exclusive() : List.of();
  }

  /** Looks if it is time; a server that does not answer is the next write's finding. */
  void take(ProbeTable table) throws IOException {
    Instant now = clock.instant();
    if (through.isEmpty() || now.isBefore(last.plus(EVERY))) {
      return;
    }
    try {
      PastLog.looked(file, now, table.past(through));
      last = now;
    } catch (SQLException unanswered) {
      last = now;
    }
  }
}
