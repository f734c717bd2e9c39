package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.workflows.port.FailureType;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts and stops a node's server the way its system file says. */
public final class ServerControl {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final String WAIT_SECONDS = "60";
  private static final int LAST_WORDS = 3;
  private final Host host;

  /** Makes the control of one node. */
  public ServerControl(Host host) {
    this.host = host;
  }

  /**
   * Starts the server; one that a supervisor has brought up already is as good.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it does not run afterwards
   */
  public void start() throws IOException, InterruptedException {
    if (runs()) {
      return;
    }
    Path log = host.data().marker().resolve("control.log");
    if (Poll.until(AGAIN_WITHIN, EVERY, () -> started(log)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "node \"%s\" does not start: %s".formatted(host.ref().node(), lastWords()),
          "read \"" + log + "\" and the server's log; it is tried again");
    }
  }

  /**
   * A killed postmaster that its parent has not asked about yet still has its process number, and
   * PostgreSQL takes the lock file of its socket for held; a moment later the start succeeds.
   */
  private Optional<Boolean> started(Path log) throws IOException {
    try {
      int code = Programs.awaited(builder(log).start(), BOUND, "start");
      return code == 0 || runs() ? Optional.of(true) : Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the server was starting");
    }
  }

  /**
   * The end of what the server said: the reason stands there, and nobody should have to look for
   * it.
   */
  private String lastWords() throws IOException {
    Path log = host.data().marker().resolve("server.log");
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
  }

  /**
   * Asks the server to stop in order; its sessions are ended. A program of the site's own returns
   * when it has stopped, {@code pg_ctl} at once, so the caller looks whether it has.
   */
  public void stop() throws IOException, InterruptedException {
    Path log = host.data().marker().resolve("control.log");
    ProcessBuilder builder =
        host.node().control() instanceof NodeControl.Programs own
            ? new ProcessBuilder(own.stop())
            : host.programs()
                .builder(
                    "pg_ctl",
                    List.of("stop", "--no-wait", "--mode=fast", "--pgdata=" + host.data().path()));
    int code = Programs.awaited(logged(builder, log).start(), BOUND, "stop");
    if (code != 0 && runs()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "node \"%s\" does not stop: %s"
              .formatted(host.ref().node(), Files.readString(log).strip()),
          "look at the server's log; it is tried again");
    }
  }

  private boolean runs() throws IOException {
    return !host.processes().living().isEmpty();
  }

  /** A server must not hold the worker's own output open, so everything goes to a file. */
  private ProcessBuilder builder(Path log) throws IOException {
    ProcessBuilder builder =
        host.node().control() instanceof NodeControl.Programs own
            ? new ProcessBuilder(own.start())
            : host.programs().builder("pg_ctl", pgCtl());
    return logged(builder, log);
  }

  private ProcessBuilder logged(ProcessBuilder builder, Path log) throws IOException {
    builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
    Files.writeString(log, "");
    host.owner().give(log);
    return builder.redirectOutput(log.toFile());
  }

  private List<String> pgCtl() {
    return List.of(
        "start",
        "--wait",
        "--timeout=" + WAIT_SECONDS,
        "--pgdata=" + host.data().path(),
        "--log=" + host.data().marker().resolve("server.log"));
  }
}
