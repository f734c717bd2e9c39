package dev.bosai.activities.postgres.wire;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Connects through a socket in the file system to a server that knows this account. */
public final class UnixConnections {
  private UnixConnections() {}

  /**
   * Which server, and who asks.
   *
   * @param socket path of the server's socket
   * @param user of the server
   * @param catalog the database's name on the server
   */
  public record Target(Path socket, String user, String catalog) {}

  /**
   * Connects.
   *
   * @param silence longest wait for any single answer, whole seconds, at least one
   */
  public static Connection open(Target target, Duration silence) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    properties.setProperty("ApplicationName", "bosai");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
    properties.setProperty("socketFactoryArg", target.socket().toString());
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, silence.toSeconds())));
    // The address is not used, but the driver wants one that needs no name service.
    properties.setProperty("PGDBNAME", target.catalog());
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1/", properties);
  }
}
