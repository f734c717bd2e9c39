package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.FailureType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Writes through the public route until the expected cluster and timeline have taken a write. */
public final class RouteWrite {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final String WHO =
      """
      select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean,
        (select system_identifier from pg_control_system())::text,
        case when pg_is_in_recovery() then 0
          else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end,
        coalesce(nullif(current_setting('cluster_name'), ''),
          host(inet_server_addr()) || ':' || inet_server_port(), 'local socket')
      """;
  private final Protected listed;
  private final Admins admins;

  /** Makes a writer. */
  public RouteWrite(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /** Writes, again and again until the route leads where it should or ten seconds have passed. */
  public WriteProof write(VerifyWrite request) throws InterruptedException {
    Database database = listed.database(request.database());
    AtomicReference<String> seen = new AtomicReference<>("nothing answered");
    return Poll.until(BOUND, EVERY, () -> once(request, database, seen))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNEXPECTED,
                    "no write through %s was taken by cluster \"%s\" on timeline %d: %s"
                        .formatted(
                            database.route().at(),
                            request.systemIdentifier(),
                            request.timeline(),
                            seen.get()),
                    "look where the route leads"));
  }

  private Optional<WriteProof> once(
      VerifyWrite request, Database database, AtomicReference<String> seen) {
    String addresses = String.join(",", database.route().at());
    Admins.Target target =
        new Admins.Target(
            addresses, database.database(), SILENCE, database.route().at().size() > 1);
    try (Connection connection = admins.open(database.admin(), target);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WHO)) {
      row.next();
      seen.set(
          "\"%s\" answers for cluster \"%s\" on timeline %d%s"
              .formatted(
                  row.getString(4),
                  row.getString(2),
                  row.getInt(3),
                  row.getBoolean(1) ? ", read-only" : ""));
      boolean expected =
          !row.getBoolean(1)
              && request.systemIdentifier().equals(row.getString(2))
              && request.timeline() == row.getInt(3);
      return expected
          ? acknowledged(connection, request.timeline(), row.getString(4), seen)
          : Optional.empty();
    } catch (SQLException e) {
      seen.set(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<WriteProof> acknowledged(
      Connection connection, int timeline, String server, AtomicReference<String> seen)
      throws SQLException {
    if (WriteTest.acknowledged(connection, "verify")) {
      return Optional.of(new WriteProof(Instant.now(), timeline, server));
    }
    seen.set("\"" + server + "\" answered the commit with a warning");
    return Optional.empty();
  }
}
