package dev.bosai.activities.postgres.move;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities.AwaitReplayed;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Waits until a standby has replayed what its primary wrote; clients wait meanwhile. */
public final class Replayed {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(2);
  private final Hosts hosts;
  private final LocalServer servers;

  /** Makes it for the nodes of this host. */
  public Replayed(Hosts hosts, LocalServer servers) {
    this.hosts = hosts;
    this.servers = servers;
  }

  /**
   * Waits.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it does not in time, since
   *     nobody may keep clients waiting for another try
   */
  public Lsn await(AwaitReplayed request) throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.standby());
    try (Connection connection = servers.open(host)) {
      return Poll.until(
              BOUND, EVERY, () -> replayed(connection).filter(now -> reached(now, request)))
          .orElseThrow(() -> late(request, BOUND));
    }
  }

  private static boolean reached(Lsn now, AwaitReplayed request) {
    return now.compareTo(request.position()) >= 0;
  }

  private static Optional<Lsn> replayed(Connection connection) throws SQLException {
    String text = Sql.text(connection, "select coalesce(pg_last_wal_replay_lsn()::text, '')");
    return text.isEmpty() ? Optional.empty() : Optional.of(Lsn.parse(text));
  }

  private static RuntimeException late(AwaitReplayed request, Duration bound) {
    return Failures.of(
        FailureType.REFUSED,
        "standby \"%s\" has not replayed the primary's log up to %s within %d s"
            .formatted(request.standby().node(), request.position(), bound.toSeconds()),
        "look what holds its replay up: a long query, or the network; then retry");
  }
}
