package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.fence.Kill;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.UnixConnections;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server of a restored cluster. It outlives the worker that started it, so that a later attempt
 * goes on with it instead of beginning anew.
 */
public final class InstanceServer {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(30);
  private static final Duration EVERY = Duration.ofMillis(20);
  private final Instance instance;

  /** Makes the control of one instance's server. */
  public InstanceServer(Instance instance) {
    this.instance = instance;
  }

  /** Returns the instance. */
  public Instance instance() {
    return instance;
  }

  /** Returns whether any process of it lives. */
  public boolean lives() throws IOException {
    return Files.isDirectory(instance.directory())
        && !instance.host().processes().living().isEmpty();
  }

  /**
   * Returns whether its postmaster lives. Processes that outlived it end nothing that they began,
   * and one that hangs would be waited for without end.
   */
  boolean leads() throws IOException {
    if (!Files.isDirectory(instance.directory())) {
      return false;
    }
    List<Long> living = instance.host().processes().living();
    return instance.host().postmaster().filter(file -> living.contains(file.pid())).isPresent();
  }

  /**
   * Starts it; returns when its postmaster stands, which says nothing of the recovery.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it ended at once
   */
  public void start() throws IOException, InterruptedException {
    instance.log().begin(instance.host().owner());
    if (!lives()) {
      instance.clearLocks();
    }
    Process process = builder().start();
    Optional<Boolean> stands = Poll.until(BOUND, EVERY, () -> stands(process));
    if (!stands.orElse(false) && !lives()) {
      throw ended("does not start");
    }
  }

  private Optional<Boolean> stands(Process process) throws IOException {
    if (!process.isAlive()) {
      return Optional.of(false);
    }
    return instance
        .host()
        .postmaster()
        .filter(file -> file.pid() == process.pid())
        .map(file -> true);
  }

  /** A session of its own, so that what ends the worker's does not end the server. */
  private ProcessBuilder builder() {
    ProcessBuilder builder =
        instance
            .host()
            .programs()
            .builder(
                "postgres",
                List.of(
                    "-D",
                    instance.directory().toString(),
                    "-c",
                    "config_file=" + instance.own().resolve("postgresql.conf")));
    builder.command().add(0, "setsid");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(instance.log().file().toFile()));
  }

  /**
   * Stops it with a checkpoint, and waits until no process of it is left.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it goes on
   */
  public void stop() throws IOException, InterruptedException {
    if (!lives()) {
      return;
    }
    // Whether it has stopped is seen by its processes, not by what this program says (f11).
    instance
        .host()
        .programs()
        .run(
            BOUND,
            "pg_ctl",
            List.of("stop", "--no-wait", "--mode=fast", "--pgdata=" + instance.directory()));
    if (Poll.until(STOPS_WITHIN, EVERY, this::gone).isEmpty()) {
      throw ended("does not stop");
    }
  }

  /** Ends it at once; what it had not yet written is written again by the next recovery (f08). */
  public void kill() throws IOException, InterruptedException {
    if (!lives()) {
      return;
    }
    Kill kill = new Kill(instance.host());
    Optional<Boolean> gone =
        Poll.until(
            BOUND,
            EVERY,
            () -> {
              kill.round();
              return gone();
            });
    if (gone.isEmpty()) {
      throw ended("cannot be ended");
    }
  }

  /** Opens a connection as administrator. */
  public Connection open(String catalog, Duration silence) throws SQLException {
    return UnixConnections.open(
        new UnixConnections.Target(instance.socket(), instance.admin(), catalog), silence);
  }

  /** Makes the failure of a server that did not do as it should. */
  RuntimeException ended(String what) throws IOException {
    Host host = instance.host();
    String why = instance.log().end();
    return Failures.of(
        FailureType.UNEXPECTED,
        "what was restored into \"%s\" %s: %s".formatted(host.data().path(), what, why),
        hint(why));
  }

  /** What ended for want of WAL goes on in the same directory once the WAL is there (f03). */
  private String hint(String why) {
    return why.contains("recovery ended before configured recovery target")
        ? "WAL is missing or damaged in the archive; put it back, the same directory goes on"
        : "read \"" + instance.log().file() + "\"; it is tried again";
  }

  private Optional<Boolean> gone() throws IOException {
    return lives() ? Optional.empty() : Optional.of(true);
  }
}
