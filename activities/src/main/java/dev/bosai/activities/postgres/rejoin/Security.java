package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.promote.SynchronousNames;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.SecureNode;
import dev.bosai.workflows.port.NodeActivities.Secured;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives back the durability that a promotion took, once somebody is there to hold it. */
public final class Security {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String FOLLOWED = "a standby streams past the fork";
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final String REPLAYED =
      """
      select replay_lsn from pg_stat_replication
      where application_name = ? and state = 'streaming' and replay_lsn >= ?::pg_lsn
      """;
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;

  /** Makes it for the nodes of this host. */
  public Security(Hosts hosts, Markers markers, LocalServer servers) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
  }

  /** Waits for the standby and restores the setting. */
  public Secured secure(SecureNode request) throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    try (Held held = markers.hold(host, request.token(), "secure");
        Connection connection = servers.open(host)) {
      Lsn replayed = replayed(connection, request);
      String names =
          StandbyNames.exchanged(
              request.synchronousStandbyNames(), request.node().node(), request.standby());
      restore(connection, held, names);
      tell(held, host, request);
      return new Secured(
          request.standby(), replayed, Sql.text(connection, "show synchronous_standby_names"));
    }
  }

  /** Whoever finds the promotion in the journal later reads that it has nothing left to do. */
  private void tell(Held held, Host host, SecureNode request) throws IOException {
    Map<String, String> facts =
        Map.of("standby", request.standby(), "fork", request.fork().toString());
    boolean told =
        markers.of(host).journal().stream()
            .anyMatch(entry -> isTold(entry) && entry.facts().equals(facts));
    if (!told) {
      held.note(FOLLOWED, facts);
    }
  }

  /** Returns whether a journal's entry says that a standby follows past the fork. */
  public static boolean isTold(Entry entry) {
    return entry.did().equals(FOLLOWED);
  }

  private static Lsn replayed(Connection connection, SecureNode request)
      throws SQLException, InterruptedException {
    return Poll.until(
            BOUND,
            EVERY,
            () ->
                Optional.of(
                        Sql.text(
                            connection, REPLAYED, request.standby(), request.fork().toString()))
                    .filter(text -> !text.isEmpty())
                    .map(Lsn::parse))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNEXPECTED,
                    "standby \"%s\" does not stream past %s from \"%s\" after %d s"
                        .formatted(
                            request.standby(),
                            request.fork(),
                            request.node().node(),
                            BOUND.toSeconds()),
                    "look at the standby's log; it is tried again"));
  }

  private static void restore(Connection connection, Held held, String names)
      throws IOException, SQLException, InterruptedException {
    if (names.isEmpty() || Sql.text(connection, "show synchronous_standby_names").equals(names)) {
      return;
    }
    List<String> streaming =
        Sql.column(
            connection,
            "select application_name from pg_stat_replication where state = 'streaming'");
    if (!StandbyNames.parse(names).heldBy(streaming)) {
      throw Failures.of(
          FailureType.REFUSED,
          "synchronous_standby_names \"%s\" would hang every commit: only %s stream"
              .formatted(names, streaming),
          "bring back a standby of that name, or leave the setting cleared");
    }
    SynchronousNames.restore(connection, held, names);
    Poll.until(
        Duration.ofSeconds(5),
        EVERY,
        () ->
            Optional.of(Sql.text(connection, "show synchronous_standby_names"))
                .filter(names::equals));
  }
}
