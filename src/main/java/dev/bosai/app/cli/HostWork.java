package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;

/** Work on this host without Temporal: what goes wrong is told as any command tells it. */
final class HostWork {
  private HostWork() {}

  /** Something to do. */
  @FunctionalInterface
  interface Doing<T> {
    T run() throws IOException, InterruptedException;
  }

  /**
   * Does it.
   *
   * @param what for people, in case the host does not let us
   */
  static <T> T on(String what, Doing<T> doing) {
    try {
      return doing.run();
    } catch (ApplicationFailure failure) {
      throw fault(failure);
    } catch (IOException error) {
      throw new Fault(
          Blame.ENVIRONMENT,
          what + " failed: " + error.getClass().getSimpleName() + ": " + error.getMessage(),
          "see that the directory can be read by this account",
          error);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Fault(Blame.ENVIRONMENT, what + " was interrupted", "ask again", stopped);
    }
  }

  private static Fault fault(ApplicationFailure failure) {
    String[] told = failure.getOriginalMessage().split("\\R\\s*HINT: ", 2);
    Blame blame =
        FailureType.valueOf(failure.getType()).retryable() ? Blame.ENVIRONMENT : Blame.REFUSED;
    return new Fault(blame, told[0], told.length > 1 ? told[1] : "ask again", failure);
  }
}
