package dev.bosai.app.cut;

import dev.bosai.app.host.Await;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A client in a node's own site that writes to it directly, past the route. */
final class ClientBeside implements AutoCloseable {
  private static final String WRITE = "insert into beside(what) values ('beside')";
  private final AtomicBoolean ends = new AtomicBoolean();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Thread thread;

  private ClientBeside(Connection connection) {
    this.thread = new Thread(() -> write(connection), "client beside");
  }

  /** Starts to write. */
  static ClientBeside of(Lab lab, LabNode node) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + node.port() + "/shop?user=shop");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists beside(id bigserial primary key, what text)");
    }
    ClientBeside client = new ClientBeside(connection);
    client.thread.start();
    return client;
  }

  /** Waits until it has so many more acknowledged. */
  void writes(int more) {
    long until = acknowledged.get() + more;
    if (!Await.until(() -> acknowledged.get() >= until, Duration.ofSeconds(20))) {
      throw new AssertionError("the client beside the node does not get its writes through");
    }
  }

  long acknowledged() {
    return acknowledged.get();
  }

  private void write(Connection connection) {
    try (connection;
        Statement statement = connection.createStatement()) {
      while (!ends.get()) {
        statement.executeUpdate(WRITE);
        acknowledged.incrementAndGet();
        Thread.sleep(10);
      }
    } catch (SQLException fenced) {
      // The node was fenced, which ends a client beside it as any other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ends.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
