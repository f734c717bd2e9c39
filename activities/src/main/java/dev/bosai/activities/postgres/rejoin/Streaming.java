package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Waits until a standby streams. A standby of a wrong history connects for moments too, so it
 * counts only once it has applied what the primary had written before the wait began.
 */
final class Streaming {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final String REACHED =
      """
      select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::pg_lsn
        and exists (select from pg_stat_wal_receiver
          where status = 'streaming' and received_tli = ?::int)
      """;
  private final LocalServer servers;

  Streaming(LocalServer servers) {
    this.servers = servers;
  }

  /** Waits. */
  void await(Host host, NodeFacts primary) throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("it does not stream");
    if (Poll.until(BOUND, EVERY, () -> look(host, primary, seen)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "node \"%s\" does not follow \"%s\" on timeline %d after %d s: %s"
              .formatted(
                  host.ref().node(),
                  primary.node(),
                  primary.timeline(),
                  BOUND.toSeconds(),
                  seen.get()),
          "look at its log; it is tried again");
    }
  }

  private Optional<Boolean> look(Host host, NodeFacts primary, AtomicReference<String> seen) {
    try (Connection connection = servers.open(host)) {
      boolean reached =
          Sql.holds(
              connection,
              REACHED,
              String.valueOf(primary.received()),
              Integer.toString(primary.timeline()));
      return reached ? Optional.of(true) : Optional.empty();
    } catch (SQLException | IOException | ApplicationFailure e) {
      seen.set(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
