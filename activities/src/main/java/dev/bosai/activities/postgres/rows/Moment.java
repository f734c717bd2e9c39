package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** One database of one server, read as it was at one moment. */
final class Moment {
  private final Connection connection;
  private String snapshot;

  /**
   * Begins to read.
   *
   * @param connection of nobody else
   * @param snapshot that another session holds; empty means each reading sees its own present
   */
  Moment(Connection connection, String snapshot) throws SQLException {
    this.connection = connection;
    this.snapshot = snapshot;
    Settings.apply(connection);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
  }

  /** Returns a transaction that has read nothing yet; whatever failed before does not reach it. */
  Connection fresh() throws SQLException {
    connection.rollback();
    if (!snapshot.isEmpty()) {
      try {
        Sql.run(connection, "set transaction snapshot " + Names.literal(snapshot));
      } catch (SQLException e) {
        if (connection.isClosed()) {
          throw e;
        }
        snapshot = "";
        connection.rollback();
      }
    }
    return connection;
  }

  /** Returns whether the other session's moment is what was read until now. */
  boolean held() {
    return !snapshot.isEmpty();
  }
}
