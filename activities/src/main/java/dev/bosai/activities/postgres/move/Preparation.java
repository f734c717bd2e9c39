package dev.bosai.activities.postgres.move;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.LongCommand;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities.PrepareMove;
import dev.bosai.workflows.port.MoveActivities.Prepared;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a primary's stop short while clients still write. A stop waits for its last checkpoint, for
 * every standby to have all of the log, and for the archive to have it too.
 */
public final class Preparation {
  private static final Duration CHECKPOINT = Duration.ofMinutes(10);
  private static final Duration STREAMS_WITHIN = Duration.ofSeconds(3);
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final long BEHIND_MAX = 16L << 20;
  private static final int WAITING_MAX = 16;
  private static final String BEHIND =
      """
      select pg_current_wal_flush_lsn() || ' '
        || coalesce(min(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), replay_lsn))::bigint, -1)
      from pg_stat_replication
      where state = 'streaming' and (application_name = ? or ? = '')
      """;
  private static final String WAITING =
      """
      select count(*) from pg_ls_archive_statusdir()
      where name like '%.ready' and current_setting('archive_mode') <> 'off'
      """;
  private final Hosts hosts;
  private final LocalServer servers;

  /** Makes it for the nodes of this host. */
  public Preparation(Hosts hosts, LocalServer servers) {
    this.hosts = hosts;
    this.servers = servers;
  }

  /**
   * Prepares.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if clients would have to wait
   */
  public Prepared prepare(PrepareMove request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Connection connection = servers.open(host)) {
      requireArchived(host, connection);
      // One that has just connected has not said yet how far it is.
      require(
          Poll.until(STREAMS_WITHIN, EVERY, () -> streaming(connection, request)), host, request);
      checkpoint(host);
      return Poll.until(CAUGHT_UP_WITHIN, EVERY, () -> caughtUp(connection, request))
          .orElseThrow(
              () ->
                  refused(
                      "the standby is more than %d MB behind \"%s\" for %d s"
                          .formatted(
                              BEHIND_MAX >> 20, host.ref().node(), CAUGHT_UP_WITHIN.toSeconds()),
                      "wait until less is written, or look what holds the standby up"));
    }
  }

  /** On a session of its own, whose time-out is one of minutes. */
  private void checkpoint(Host host) throws IOException, SQLException, InterruptedException {
    try (Connection connection = servers.open(host)) {
      LongCommand.run(connection, "checkpoint", CHECKPOINT);
    }
  }

  private static Optional<Prepared> caughtUp(Connection connection, PrepareMove request)
      throws SQLException {
    return streaming(connection, request).filter(now -> now.behind() <= BEHIND_MAX);
  }

  private static Optional<Prepared> streaming(Connection connection, PrepareMove request)
      throws SQLException {
    String[] now = Sql.text(connection, BEHIND, request.standby(), request.standby()).split(" ", 2);
    long behind = Long.parseLong(now[1]);
    return behind < 0 ? Optional.empty() : Optional.of(new Prepared(Lsn.parse(now[0]), behind));
  }

  private static void require(Optional<Prepared> streams, Host host, PrepareMove request) {
    if (streams.isEmpty()) {
      throw refused(
          "no standby %sstreams from \"%s\""
              .formatted(
                  request.standby().isEmpty() ? "" : "\"" + request.standby() + "\" ",
                  host.ref().node()),
          "look at the standby's log");
    }
  }

  private static void requireArchived(Host host, Connection connection) throws SQLException {
    int waiting = Integer.parseInt(Sql.text(connection, WAITING));
    if (waiting > WAITING_MAX) {
      throw refused(
          "%d files of \"%s\" wait to be archived, and its stop would wait for them"
              .formatted(waiting, host.ref().node()),
          "mend its archive_command");
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(
        FailureType.REFUSED, message + "; nothing was changed", hint + ", then retry");
  }
}
