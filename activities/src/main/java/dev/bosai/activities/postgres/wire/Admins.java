package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Opens connections as the administrator of a database. Every wait has a bound: a stopped server
 * accepts connections and never answers.
 */
public final class Admins {
  private final Secrets secrets;

  /** Makes an opener that resolves the administrator's password when it is used. */
  public Admins(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Where and how to connect.
   *
   * @param addresses {@code host:port}, several separated by commas
   * @param catalog the database's name on the server
   * @param silence longest wait for any single answer, whole seconds, at least one
   * @param primary whether only a server that takes writes will do
   */
  public record Target(String addresses, String catalog, Duration silence, boolean primary) {
    /** Aims at one server, whatever its role. */
    public static Target of(String host, int port, Database database, Duration silence) {
      String address = host.contains(":") ? "[" + host + "]" : host;
      return new Target(address + ":" + port, database.database(), silence, false);
    }

    /** Aims at another database of the same server. */
    public Target in(String otherCatalog) {
      return new Target(addresses, otherCatalog, silence, primary);
    }
  }

  /**
   * Connects.
   *
   * @throws SQLException if no server of that kind answers within a second
   */
  public Connection open(Database.Admin admin, Target target) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", admin.user());
    if (!admin.password().isEmpty()) {
      properties.setProperty("password", secrets.resolve(admin.password()));
    }
    properties.setProperty("ApplicationName", "bosai");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("connectTimeout", "1");
    // Zero would mean no bound.
    long silence = Math.max(1, target.silence().toSeconds());
    properties.setProperty("socketTimeout", Long.toString(silence));
    properties.setProperty("tcpKeepAlive", "true");
    // What a server was a moment ago says nothing during a recovery.
    properties.setProperty("hostRecheckSeconds", "0");
    properties.setProperty("targetServerType", target.primary() ? "primary" : "any");
    String url = "jdbc:postgresql://" + target.addresses() + "/" + target.catalog();
    return DriverManager.getConnection(url, properties);
  }
}
