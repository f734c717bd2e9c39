package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.rejoin.Leftovers;
import dev.bosai.workflows.port.FailureType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A copy of the old data directory, which itself stays as it is. Only in the copy is the control
 * file where a server looks for it.
 */
final class OldCopy {
  private static final Duration BOUND = Duration.ofHours(12);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final String CP = "/bin/cp";

  private final Host node;
  private final Path kept;
  private final Path copy;

  /**
   * Names a copy.
   *
   * @param node on whose host it is made
   * @param kept the old directory
   * @param copy where it is made
   */
  OldCopy(Host node, Path kept, Path copy) {
    this.node = node;
    this.kept = kept;
    this.copy = copy;
  }

  /** Returns the copy as a node of its own. */
  Host host() {
    return new Host(
        node.ref(), node.node(), new DataDirectory(copy), node.owner(), node.programs());
  }

  /** Copies; whatever an earlier attempt left is ended and wiped, since it cannot be continued. */
  void make() throws IOException, InterruptedException {
    end();
    requireRoom();
    copy(kept, copy);
    Path wal = copy.resolve("pg_wal");
    if (Files.isSymbolicLink(wal)) {
      // Through the link the copy's server would write into the old directory's WAL.
      Path real = kept.resolve("pg_wal").toRealPath();
      Files.delete(wal);
      copy(real, wal);
    }
    for (String own : List.of("postmaster.pid", "standby.signal", "recovery.signal")) {
      Files.deleteIfExists(copy.resolve(own));
    }
    // What was set by hand there, an archive for example, is not for a copy.
    Durable.replace(copy.resolve("postgresql.auto.conf"), new byte[0], node.owner());
    ControlFile control = new ControlFile(copy);
    Durable.rename(control.blocked(), control.live());
  }

  /** Stops the copy's server, if one runs, and removes the copy. */
  void end() throws IOException, InterruptedException {
    if (Files.isDirectory(copy)) {
      if (!host().processes().living().isEmpty()) {
        node.programs()
            .run(
                STOP,
                "pg_ctl",
                List.of("stop", "--mode=immediate", "--wait", "--pgdata=" + copy, "--timeout=20"));
      }
      Leftovers.end(copy);
      requireStill();
      Durable.removeTree(copy);
    }
  }

  private void copy(Path from, Path to) throws IOException, InterruptedException {
    Programs.Output output =
        node.programs()
            .run(
                BOUND,
                CP,
                List.of(
                    "--archive",
                    "--reflink=auto",
                    "--no-target-directory",
                    from.toString(),
                    to.toString()));
    if (output.code() != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "copying \"" + from + "\" failed: " + output.tail(),
          "look at the disk; it is tried again");
    }
  }

  private void requireRoom() throws IOException {
    long needed = bytes(kept);
    Path beside = copy.getParent() == null ? copy : copy.getParent();
    File there = beside.toFile();
    if (there.getUsableSpace() < needed + needed / 10) {
      throw Failures.of(
          FailureType.REFUSED,
          "a copy of \"%s\" needs %d MB; %d MB are free beside it; nothing was changed"
              .formatted(kept, needed >> 20, there.getUsableSpace() >> 20),
          "make room, for example by giving up with \"bosai discard\" what older runs kept");
    }
  }

  /** Returns the size of a data directory, WAL behind a link included; 0 if it is not there. */
  static long bytes(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    Path wal = directory.resolve("pg_wal");
    long sum = Files.isSymbolicLink(wal) ? bytes(wal.toRealPath()) : 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  /** A backend lives on for a moment after its postmaster was killed. */
  private void requireStill() throws IOException, InterruptedException {
    Host old = host();
    if (Poll.until(STOP, EVERY, () -> still(old)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "a server still works in \"" + copy + "\"",
          "end it; it is tried again");
    }
  }

  private static Optional<Boolean> still(Host old) throws IOException {
    return old.processes().living().isEmpty() ? Optional.of(true) : Optional.empty();
  }
}
