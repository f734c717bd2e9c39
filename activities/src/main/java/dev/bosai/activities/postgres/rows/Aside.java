package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Try;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Long work with servers, on a thread of its own: whoever waits for a server's answer does not hear
 * an interrupt, so another thread does, and closes the connections.
 */
final class Aside {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration END = Duration.ofSeconds(10);

  private final Try current;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> text = new AtomicReference<>("");

  Aside(Try current) {
    this.current = current;
  }

  /** Something that takes long. */
  @FunctionalInterface
  interface Doing<T> {
    T run() throws IOException, SQLException, InterruptedException;
  }

  /** Has a connection closed when the work ends, however it does. */
  Connection keep(Connection connection) {
    connections.add(connection);
    return connection;
  }

  /** Tells people how far the work has come. */
  void progress(String news) {
    text.set(news);
  }

  /** Does it. */
  <T> T run(String name, Doing<T> doing) throws IOException, SQLException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(doing::run);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      return awaited(task);
    } finally {
      boolean done = task.isDone();
      connections.forEach(connection -> end(connection, done));
      thread.interrupt();
      thread.join(END.toMillis());
    }
  }

  private <T> T awaited(FutureTask<T> task) throws IOException, SQLException, InterruptedException {
    while (true) {
      try {
        return task.get(EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException goesOn) {
        String news = text.getAndSet("");
        if (!news.isEmpty()) {
          current.progress(news);
        }
      } catch (ExecutionException e) {
        throw cause(e);
      }
    }
  }

  private static RuntimeException cause(ExecutionException e)
      throws IOException, SQLException, InterruptedException {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof SQLException sql) {
      throw sql;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return cause instanceof RuntimeException own ? own : new IllegalStateException(cause);
  }

  private static void end(Connection connection, boolean idle) {
    try {
      if (idle) {
        connection.close();
      } else {
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      System.err.println("a connection did not close: " + e.getMessage());
    }
  }
}
