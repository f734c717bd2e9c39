package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.program.Killing;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * WAL that was fetched out of the repositories, beside a node's data directory. It can be fetched
 * again, so nothing of it is flushed, and what nobody can be reading any more is removed. The spool
 * that the stanza's own servers share, if they fetch ahead, is left alone.
 */
final class Segments {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofHours(6);
  private static final long SEGMENT_BYTES = 16L << 20;
  private final Host host;
  private final Pgbackrest program;
  private final Path folder;

  Segments(Host host, Pgbackrest program) {
    this.host = host;
    this.program = program;
    this.folder = host.data().marker().resolve("pgbackrest-wal");
  }

  /** Returns where a file is once it is fetched. */
  Path file(String name) {
    return folder.resolve(name);
  }

  Path folder() {
    return folder;
  }

  /**
   * Fetches files, several at once.
   *
   * @param wanted names, each with the SHA-1 of its content; empty if that is not known
   * @return those that cannot be had, each with the reason
   */
  Map<String, String> fetch(SortedMap<String, String> wanted)
      throws IOException, InterruptedException {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Durable.folder(host.data().marker(), host.owner());
    Durable.folder(folder, host.owner());
    sweep(Clock.systemUTC().instant().minus(KEPT));
    requireRoom(wanted.size());
    Path identity = identity();
    Deque<Fetch> running = new ArrayDeque<>();
    Map<String, String> failed = new TreeMap<>();
    try {
      for (String name : wanted.keySet()) {
        if (running.size() > Runtime.getRuntime().availableProcessors()) {
          failed.putAll(ended(running.element(), wanted));
          left(running.remove());
        }
        running.add(begun(name, identity));
      }
      for (Fetch fetch : running) {
        failed.putAll(ended(fetch, wanted));
      }
      return failed;
    } finally {
      for (Fetch fetch : running) {
        left(fetch);
      }
    }
  }

  private static void left(Fetch fetch) throws IOException {
    Killing.withAll(fetch.process().toHandle());
    Files.deleteIfExists(fetch.said());
    Files.deleteIfExists(fetch.part());
  }

  /** Its checksum is made while the next ones are fetched. */
  private Map<String, String> ended(Fetch fetch, Map<String, String> digests)
      throws IOException, InterruptedException {
    String reason = ended(fetch, digests.getOrDefault(fetch.name(), ""));
    return reason.isEmpty() ? Map.of() : Map.of(fetch.name(), reason);
  }

  private record Fetch(String name, Path part, Path said, Process process) {}

  private Fetch begun(String name, Path identity) throws IOException {
    Path part = Files.createTempFile(folder, name + "-", ".part");
    host.owner().give(part);
    Path said = Files.createTempFile("bosai-", ".out");
    Process process =
        program.start(
            said,
            List.of(
                "--no-archive-async",
                "--pg1-path=" + identity,
                "archive-get",
                name,
                part.toString()));
    return new Fetch(name, part, said, process);
  }

  /** What comes out of a repository is believed only if it is what once went in. */
  private String ended(Fetch fetch, String digest) throws IOException, InterruptedException {
    int code = Programs.awaited(fetch.process(), BOUND, "pgbackrest");
    if (code != 0) {
      String text = Programs.text(fetch.said());
      return code == 1 ? "pgBackRest does not find it" : Pgbackrest.reason(text);
    }
    if (!digest.isEmpty() && !digest.equals(sha1(fetch.part()))) {
      return "its content is not what was archived: the checksum differs";
    }
    Files.move(fetch.part(), file(fetch.name()), StandardCopyOption.ATOMIC_MOVE);
    return "";
  }

  private static String sha1(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-1"))) {
      digest.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** It asks the control file of a data directory whose WAL is wanted; a fenced node has none. */
  private Path identity() throws IOException {
    Path data = folder.resolve("identity");
    Path control = new ControlFile(data).live();
    Path own = host.control().readable();
    if (Files.isReadable(own) && !isOf(data, host.control().systemIdentifier())) {
      if (Files.exists(control)) {
        forgetOtherCluster();
      }
      Durable.folder(data, host.owner());
      Durable.folder(data.resolve("global"), host.owner());
      // Another look may do the same at the same moment.
      Path part = Files.createTempFile(folder, "identity-", ".part");
      Files.write(part, Files.readAllBytes(own));
      host.owner().give(part);
      Files.move(part, control, StandardCopyOption.ATOMIC_MOVE);
    }
    if (!Files.exists(control)) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"%s\" has no control file, by which pgBackRest knows whose WAL is wanted; nothing"
                  .formatted(host.ref().node())
              + " was touched",
          "ask on the host of another node of the database");
    }
    return data;
  }

  private static boolean isOf(Path data, String systemIdentifier) throws IOException {
    return new ControlFile(data).systemIdentifier().equals(systemIdentifier);
  }

  private void requireRoom(int count) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    long needed = count * SEGMENT_BYTES * 11 / 10;
    if (free < needed) {
      throw Failures.of(
          FailureType.REFUSED,
          "%d WAL files need %d MB in \"%s\" to be read; %d MB are free; nothing was touched"
              .formatted(count, needed >> 20, folder, free >> 20),
          "make room");
    }
  }

  /**
   * The WAL of another cluster that was here has the same names. What another look is just fetching
   * stays.
   */
  private void forgetOtherCluster() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".part")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void sweep(Instant old) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isOlder(file, old)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Another look may remove it meanwhile. */
  private static boolean isOlder(Path file, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
