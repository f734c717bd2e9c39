package dev.bosai.activities.postgres.wire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Short forms of the few things we ask servers. */
public final class Sql {
  private Sql() {}

  /** Reads the first column of the first row as text; empty for null or no row. */
  public static String text(Connection connection, String query, String... values)
      throws SQLException {
    List<String> column = column(connection, query, values);
    return column.isEmpty() ? "" : column.get(0);
  }

  /** Reads the first column as text, null as empty. */
  public static List<String> column(Connection connection, String query, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(Objects.requireNonNullElse(rows.getString(1), ""));
        }
        return found;
      }
    }
  }

  /** Reads whether something is so. */
  public static boolean holds(Connection connection, String query, String... values)
      throws SQLException {
    return "t".equals(text(connection, query, values));
  }

  /** Runs a command that answers nothing. */
  public static void run(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** Sets a server-wide setting and has it read. */
  public static void alterSystem(Connection connection, String setting, String value)
      throws SQLException {
    run(connection, "alter system set " + setting + " = " + literal(value));
    text(connection, "select pg_reload_conf()");
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
