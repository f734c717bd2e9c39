package dev.bosai.activities.postgres.wire;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A command that a server may take long for. Whoever waits for a server does not hear an interrupt,
 * so another thread does. Whoever gives up closes the connection and cancels nothing: the server
 * comes to its own end.
 */
public final class LongCommand {
  private LongCommand() {}

  /**
   * Runs it and waits for its end.
   *
   * @param connection is of no use any more if this fails
   * @param bound after which it is given up
   */
  public static void run(Connection connection, String command, Duration bound)
      throws SQLException, InterruptedException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(bound.toMillis()));
    FutureTask<Void> asked =
        new FutureTask<>(
            () -> {
              Sql.run(connection, command);
              return null;
            });
    Thread asking = new Thread(asked, command);
    asking.setDaemon(true);
    asking.start();
    try {
      asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException failed ? failed : new SQLException(e.getCause());
    } catch (InterruptedException stopped) {
      connection.abort(Runnable::run);
      throw stopped;
    }
  }
}
