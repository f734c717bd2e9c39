package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts real, flushed copies into a folder and remembers their digests. */
final class KeptFiles {
  private final Path folder;
  private final Owner owner;
  private final SortedMap<String, String> digests = new TreeMap<>();

  KeptFiles(Path folder, Owner owner) {
    this.folder = folder;
    this.owner = owner;
  }

  /** Refuses, before anything is copied, what does not fit with a tenth to spare. */
  void requireRoom(List<Path> wanted) throws IOException {
    long needed = 0;
    for (Path file : wanted) {
      needed += Files.size(file);
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed + needed / 10) {
      throw Failures.of(
          FailureType.REFUSED,
          "the old timeline's WAL needs %d MB in \"%s\"; %d MB are free; nothing was changed"
              .formatted(needed >> 20, folder, free >> 20),
          "make room, for example by giving up with \"bosai discard\" what older runs kept");
    }
  }

  /** Copies a file under a name; copies again what an interrupted attempt may have left. */
  void copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
    owner.give(to);
    Durable.sync(to);
    digests.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Writes a file.
   *
   * @return its SHA-256
   */
  String write(String name, byte[] content) throws IOException {
    Durable.replace(folder.resolve(name), content, owner);
    String digest = HexFormat.of().formatHex(sha256().digest(content));
    digests.put(name, digest);
    return digest;
  }

  SortedMap<String, String> digests() {
    return digests;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
