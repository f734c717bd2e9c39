package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Settings of a session under which equal values are equal texts, and texts give values back. */
final class Settings {
  /** Those that values are written and read under. */
  static final List<String> TEXTS =
      List.of(
          "standard_conforming_strings = on",
          "extra_float_digits = 3",
          "datestyle = 'ISO, YMD'",
          "intervalstyle = 'postgres'",
          "timezone = 'UTC'",
          "bytea_output = 'hex'",
          "xmloption = 'content'",
          "search_path = pg_catalog");

  private Settings() {}

  /** Makes a session read and write texts alike, and never wait long for somebody's lock. */
  static void apply(Connection connection) throws SQLException {
    for (String setting : TEXTS) {
      Sql.run(connection, "set " + setting);
    }
    bounds(connection);
  }

  /** The programs of PostgreSQL that write statements take these away. */
  static void bounds(Connection connection) throws SQLException {
    Sql.run(connection, "set statement_timeout = 0");
    Sql.run(connection, "set idle_in_transaction_session_timeout = 0");
    Sql.run(connection, "set lock_timeout = '10s'");
  }
}
