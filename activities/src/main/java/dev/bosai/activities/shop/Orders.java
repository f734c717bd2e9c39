package dev.bosai.activities.shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Orders in the shop's database, over one connection that is opened when it is needed and thrown
 * away after any error. Not for use by several threads at once.
 */
public final class Orders implements AutoCloseable {
  private static final String INSERT =
      "insert into orders (item, quantity) values (?, ?) returning id";

  private final String url;
  private @Nullable Connection connection;

  /**
   * Makes an accessor; nothing is connected yet.
   *
   * @param url of the database as clients reach it
   */
  public Orders(String url) {
    this.url = url;
  }

  /** The database did not take or answer it; whether an order was kept is unknown then. */
  public static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(SQLException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /**
   * Places an order.
   *
   * @return its number
   */
  public long place(String item, int quantity) throws Unanswered {
    try (PreparedStatement insert = open().prepareStatement(INSERT)) {
      insert.setString(1, item);
      insert.setInt(2, quantity);
      return number(insert);
    } catch (SQLException e) {
      close();
      throw new Unanswered(e);
    }
  }

  /** Returns the number of the newest order; 0 if there is none. */
  public long newest() throws Unanswered {
    try (PreparedStatement query =
        open().prepareStatement("select coalesce(max(id), 0) from orders")) {
      return number(query);
    } catch (SQLException e) {
      close();
      throw new Unanswered(e);
    }
  }

  @Override
  public void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        // Not close(): that would wait for a server that may hang.
        old.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException("an abort asks nobody, so nobody can refuse it", e);
      }
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Connection open() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = DriverManager.getConnection(url, settings());
      connection = current;
    }
    return current;
  }

  // Socket time-outs, so that a server that hangs does not hang its client.
  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("user", "shop");
    settings.setProperty("ApplicationName", "shop");
    settings.setProperty("connectTimeout", "2");
    settings.setProperty("loginTimeout", "2");
    settings.setProperty("socketTimeout", "3");
    return settings;
  }
}
