package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A session on a server that was started a moment ago and may still recover. */
final class LocalWait {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMillis(20);

  private LocalWait() {}

  static Connection open(LocalServer servers, Host host) throws InterruptedException {
    AtomicReference<String> why = new AtomicReference<>("");
    return Poll.until(BOUND, EVERY, () -> tried(servers, host, why))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNREACHABLE,
                    "node \"%s\" does not answer after %d s: %s"
                        .formatted(host.ref().node(), BOUND.toSeconds(), why.get()),
                    "look at the server's log; it is tried again"));
  }

  private static Optional<Connection> tried(
      LocalServer servers, Host host, AtomicReference<String> why) {
    try {
      return Optional.of(servers.open(host));
    } catch (SQLException | IOException | ApplicationFailure e) {
      why.set(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
