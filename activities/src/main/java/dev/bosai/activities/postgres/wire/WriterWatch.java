package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Poll;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseActivities.SecondWriter;
import dev.bosai.workflows.port.DatabaseActivities.WatchNode;
import dev.bosai.workflows.port.DatabaseRef;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Watches a node that must not take writes, as seen from here. */
public final class WriterWatch {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  /** The run that asks gives up earlier. */
  private static final Duration LONG = Duration.ofDays(60);

  private static final String LOOK =
      "select pg_is_in_recovery(), system_identifier::text,"
          + " case when pg_is_in_recovery() then 0"
          + " else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end"
          + " from pg_control_system()";

  private final Protected listed;
  private final Admins admins;

  /**
   * Makes a watch.
   *
   * @param listed what this worker may touch
   * @param admins connects to the node, mostly in vain
   */
  public WriterWatch(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /** Returns once the node takes writes. */
  public SecondWriter await(WatchNode request) throws InterruptedException {
    Node node = listed.node(request.node());
    Database database =
        listed.database(new DatabaseRef(request.node().system(), request.node().database()));
    Admins.Target target = Admins.Target.of(node.host(), node.port(), database, SILENCE);
    return Poll.until(LONG, EVERY, () -> look(request, database, target)).orElseThrow();
  }

  private Optional<SecondWriter> look(WatchNode request, Database database, Admins.Target target) {
    try (Connection connection = admins.open(database.admin(), target);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOOK)) {
      row.next();
      boolean writes = !row.getBoolean(1) && row.getString(2).equals(request.systemIdentifier());
      return writes
          ? Optional.of(new SecondWriter(request.node().node(), row.getInt(3), Instant.now()))
          : Optional.empty();
    } catch (SQLException silent) {
      // What a node behind a cut shows; the next look is due in a second.
      return Optional.empty();
    }
  }
}
