package dev.bosai.activities.postgres.wire;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A durable transaction that needs no table: a message in the write-ahead log. */
public final class WriteTest {
  private WriteTest() {}

  /**
   * Writes and commits.
   *
   * @return whether it was acknowledged; a commit that is answered with a warning was not
   *     replicated as asked, so it does not count
   */
  public static boolean acknowledged(Connection connection, String why) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_logical_emit_message(true, 'bosai', '" + why + "')");
      return statement.getWarnings() == null;
    }
  }
}
