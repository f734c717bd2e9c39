package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.Try;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Follows a server through its recovery. */
public final class Replay implements AutoCloseable {
  private static final Duration BOUND = Duration.ofDays(7);
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);
  private final InstanceServer server;
  private final Try current;
  private final Pace pace;
  private long toldAt = System.nanoTime() - TOLD_EVERY.toNanos();
  private Optional<Connection> connection = Optional.empty();

  /**
   * Follows a server.
   *
   * @param server that was started
   * @param current told how far it has come
   * @param pace of the WAL that is replayed
   */
  public Replay(InstanceServer server, Try current, Pace pace) {
    this.server = server;
    this.current = current;
    this.pace = pace;
  }

  /**
   * Waits for something to be seen of the server.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if the server ends before
   */
  public Look await(Predicate<Look> seen) throws IOException, InterruptedException {
    return Poll.until(BOUND, EVERY, () -> look().filter(seen))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNEXPECTED,
                    "replay did not end within " + BOUND.toDays() + " days",
                    "look at the server's log; it is tried again"));
  }

  private Optional<Look> look() throws IOException {
    if (!server.leads()) {
      throw server.ended("ended while it was replayed");
    }
    Optional<Look> look = asked();
    tell(look);
    return look;
  }

  /** Before it is consistent it answers nobody. */
  private Optional<Look> asked() {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(server.open("postgres", SILENCE));
      }
      return Optional.of(Look.at(connection.get()));
    } catch (SQLException notYet) {
      close();
      return Optional.empty();
    }
  }

  private void tell(Optional<Look> look) throws IOException {
    if (System.nanoTime() - toldAt < TOLD_EVERY.toNanos()) {
      return;
    }
    toldAt = System.nanoTime();
    Optional<Lsn> at = look.map(Look::replayed);
    if (at.isEmpty()) {
      at = server.instance().log().newestSegment().map(pace::beginOf);
    }
    current.progress(at.map(pace::text).orElse("the server flushes its files and starts"));
  }

  @Override
  public void close() {
    Connection open = connection.orElse(null);
    connection = Optional.empty();
    if (open != null) {
      try {
        // Without a farewell, which could wait for a server that hangs.
        open.abort(Runnable::run);
      } catch (SQLException e) {
        System.err.println("restore: a connection could not be closed: " + e.getMessage());
      }
    }
  }
}
