package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows one after the other, of which only a few are held at a time. */
final class RowCursor implements Rows, AutoCloseable {
  private final Statement statement;
  private final ResultSet rows;
  private final int columns;

  private RowCursor(Statement statement, ResultSet rows, int columns) {
    this.statement = statement;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Begins to read one side of a pair.
   *
   * @param connection in a transaction, else all rows would come at once
   */
  static RowCursor open(Connection connection, Pair pair, Table side, String filter)
      throws SQLException {
    boolean utf8 = Sql.text(connection, "show server_encoding").equals("UTF8");
    Statement statement = connection.createStatement();
    try {
      statement.setFetchSize(side.fetchRows());
      ResultSet rows = statement.executeQuery(new RowQuery(pair, side, utf8, filter).text());
      return new RowCursor(statement, rows, pair.columns().size());
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  @Override
  public @Nullable Row next() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    @Nullable String[] cells = new String[columns];
    for (int i = 0; i < columns; i++) {
      cells[i] = rows.getString(i + 1);
    }
    return new Row(Arrays.asList(cells));
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
