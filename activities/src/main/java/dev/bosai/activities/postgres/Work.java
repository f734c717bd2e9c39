package dev.bosai.activities.postgres;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.SQLException;

/** Gives what went wrong underneath a name that the run understands. */
final class Work {
  private static final String AGAIN = "it is tried again; look at the node's log if it stays";

  private Work() {}

  /** Something to do on a node or over the wire. */
  @FunctionalInterface
  interface Doing<T> {
    T run() throws IOException, SQLException, InterruptedException;
  }

  /** Does it. */
  static <T> T on(String what, Doing<T> doing) {
    try {
      return doing.run();
    } catch (SQLException e) {
      throw Failures.of(type(e), what + ": " + e.getMessage(), AGAIN);
    } catch (IOException e) {
      throw failure(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(FailureType.UNEXPECTED, what + " was interrupted", AGAIN);
    }
  }

  private static ApplicationFailure failure(String what, IOException e) {
    return Failures.of(
        FailureType.UNEXPECTED,
        what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        AGAIN);
  }

  private static FailureType type(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"))
        ? FailureType.UNREACHABLE
        : FailureType.UNEXPECTED;
  }
}
