package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.NodeReader;
import dev.bosai.activities.postgres.wire.WriteTest;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Waits until a node that was started takes a write on the timeline it is to be on. */
final class FirstWrite {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMillis(10);
  private final LocalServer servers;

  FirstWrite(LocalServer servers) {
    this.servers = servers;
  }

  /** Returns when the write was acknowledged. */
  Instant await(Host host, int timeline) throws InterruptedException {
    AtomicReference<String> seen = new AtomicReference<>("it does not answer");
    return Poll.until(BOUND, EVERY, () -> look(host, timeline, seen))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNEXPECTED,
                    "node \"%s\" takes no write on timeline %d after %d s: %s"
                        .formatted(host.ref().node(), timeline, BOUND.toSeconds(), seen.get()),
                    "look at the server's log; it is tried again"));
  }

  private Optional<Instant> look(Host host, int timeline, AtomicReference<String> seen) {
    try (Connection connection = servers.open(host)) {
      NodeFacts facts = NodeReader.read(host.ref().node(), connection);
      if (facts.inRecovery() || facts.timeline() != timeline) {
        seen.set(
            "it is " + (facts.inRecovery() ? "in recovery" : "on timeline " + facts.timeline()));
        return Optional.empty();
      }
      // The standbys are still, and may be asked for; what clients get is told by whoever verifies.
      connection.createStatement().execute("set synchronous_commit = local");
      return WriteTest.acknowledged(connection, "switched")
          ? Optional.of(Instant.now())
          : Optional.empty();
    } catch (SQLException | IOException | ApplicationFailure e) {
      seen.set(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
