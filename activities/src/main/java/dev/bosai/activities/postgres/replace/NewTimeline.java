package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.wal.DiskTimeline;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Lets a directory that was put back go on on a timeline of its own (docs/decisions/0506). The one
 * that is given up stays in the archive as the newest, and a standby that looks there for the
 * newest one never starts again: it is past the point where that one began (PostgreSQL source,
 * {@code xlogrecovery.c}: "requested timeline is not a child of this server's history"). So a newer
 * one must leave from here.
 */
final class NewTimeline {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMillis(100);

  /**
   * It replays its own WAL to the end, whatever it was set to follow, or to stop at, before. What
   * it must know of the archive it is shown, since an archive that hangs must not hold an undo up.
   */
  private static final List<String> TO_THE_END =
      List.of(
          "restore_command = ''",
          "recovery_target_timeline = 'current'",
          "recovery_target = ''",
          "recovery_target_lsn = ''",
          "recovery_target_name = ''",
          "recovery_target_time = ''",
          "recovery_target_xid = ''",
          "recovery_min_apply_delay = '0'",
          "recovery_end_command = ''",
          "archive_cleanup_command = ''",
          "primary_conninfo = ''");

  private final Host host;
  private final Path settings;
  private final Path signal;
  private final Path before;

  /**
   * Names the directory that was put back.
   *
   * @param run which did that
   */
  NewTimeline(Host host, String run) {
    this.host = host;
    this.settings = host.data().path().resolve("postgresql.auto.conf");
    this.signal = host.data().path().resolve("standby.signal");
    this.before = host.data().marker().resolve("settings-" + DataDirectory.safe(run));
  }

  /**
   * Has the next start of a directory that is still blocked end on another timeline.
   *
   * @param givenUp the directory that was in its place; without histories of its own nothing is to
   *     be done
   */
  void prepare(Path givenUp) throws IOException {
    boolean begun = Files.exists(before);
    List<Path> histories = histories(givenUp);
    if (!host.control().blocksStart() || (histories.isEmpty() && !begun)) {
      return;
    }
    if (!begun) {
      byte[] found = Files.exists(settings) ? Files.readAllBytes(settings) : new byte[0];
      Durable.replace(before, found, host.owner());
    }
    for (Path history : histories) {
      Path here = host.data().wal().resolve(history.getFileName());
      Durable.replace(here, Files.readAllBytes(history), host.owner());
    }
    Durable.replace(settings, Files.readAllBytes(before), host.owner());
    // A setting may be in any encoding, so what was there is never read as text.
    String more = "\n" + String.join("\n", TO_THE_END) + "\n";
    Durable.append(settings, more.getBytes(StandardCharsets.UTF_8), host.owner());
    Durable.replace(signal, new byte[0], host.owner());
  }

  /** Those that the old directory does not know. */
  private List<Path> histories(Path givenUp) throws IOException {
    Path wal = givenUp.resolve("pg_wal");
    if (!Files.isDirectory(wal)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(wal)) {
      return all.filter(file -> file.toString().endsWith(".history"))
          .filter(file -> !Files.exists(host.data().wal().resolve(file.getFileName())))
          .sorted()
          .toList();
    }
  }

  /**
   * Ends the recovery of a server that was prepared and started, and gives its settings back.
   *
   * @return the timeline the server is on
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it stays in recovery
   */
  int take(Held held) throws IOException, InterruptedException {
    if (Files.exists(signal)) {
      promote();
      held.note("left the timeline", Map.of());
    }
    if (Files.exists(before)) {
      Durable.replace(settings, Files.readAllBytes(before), host.owner());
      Files.delete(before);
    }
    return DiskTimeline.of(host);
  }

  /**
   * Asked too early the program refuses, so it is asked until the server has removed its signal.
   */
  private void promote() throws IOException, InterruptedException {
    AtomicReference<String> said = new AtomicReference<>("");
    if (Poll.until(BOUND, EVERY, () -> asked(said)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "node \"%s\" stays in recovery after %d s: %s"
              .formatted(host.ref().node(), BOUND.toSeconds(), said.get()),
          "look at the server's log; it is tried again");
    }
  }

  private Optional<Boolean> asked(AtomicReference<String> said) throws IOException {
    List<String> arguments = List.of("promote", "--no-wait", "--pgdata=" + host.data().path());
    try {
      said.set(host.programs().run(BOUND, "pg_ctl", arguments).tail());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while the server was promoting");
    }
    return Files.exists(signal) ? Optional.empty() : Optional.of(true);
  }
}
