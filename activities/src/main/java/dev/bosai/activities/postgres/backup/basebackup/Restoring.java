package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings a backup's tree back into a directory of its own. */
final class Restoring {
  private static final Path CONTROL = Path.of("global", "pg_control");
  private static final Path LABEL = Path.of("backup_label");
  private static final Duration FLUSH = Duration.ofHours(1);
  private final Path tree;
  private final Path into;
  private final Owner owner;

  /**
   * Prepares it.
   *
   * @param tree of the backup
   * @param into where to
   */
  Restoring(Path tree, Path into, Owner owner) {
    this.tree = tree;
    this.into = into.toAbsolutePath().normalize();
    this.owner = owner;
  }

  void run(Backup backup, Consumer<String> progress) throws IOException, InterruptedException {
    requireWhole(backup);
    if (isDone()) {
      return;
    }
    begin(backup);
    TreeCopy copy = new TreeCopy(tree, into, owner);
    copy.run(CONTROL::equals, progress);
    flush();
    // Last, and only when all else is on the disk: a directory without it does not start (f07).
    copy.file(CONTROL);
    Durable.sync(into.resolve(CONTROL));
    Durable.sync(into.resolve("global"));
    Files.delete(marker());
    Durable.sync(parent());
  }

  /** What an attempt finished that died before it could tell. */
  private boolean isDone() throws IOException {
    Path manifest = Path.of(BackupManifest.FILE);
    return !Files.exists(marker())
        && Files.exists(into.resolve(CONTROL))
        && Files.exists(into.resolve(LABEL))
        && Files.exists(into.resolve(manifest))
        && Files.mismatch(into.resolve(manifest), tree.resolve(manifest)) < 0;
  }

  /** Without its label PostgreSQL would take the copy for a crashed server (f06). */
  private void requireWhole(Backup backup) {
    for (Path needed : new Path[] {LABEL, CONTROL, Path.of(BackupManifest.FILE)}) {
      if (!Files.exists(tree.resolve(needed))) {
        throw refused(
            "backup \"%s\" has no \"%s\"".formatted(backup.id(), needed), "restore another one");
      }
    }
  }

  private void begin(Backup backup) throws IOException {
    if (!Files.exists(marker()) && !isEmpty()) {
      throw refused(
          "directory \"" + into + "\" is not empty and was not left by a restore",
          "choose another directory, or see what it is and remove it");
    }
    requireSpace(backup);
    Durable.replace(marker(), backup.id().getBytes(StandardCharsets.UTF_8), owner);
    Files.deleteIfExists(into.resolve(CONTROL));
    Durable.removeTree(into);
  }

  private void requireSpace(Backup backup) throws IOException {
    long free = Files.getFileStore(parent()).getUsableSpace() + leftBytes();
    long needed = backup.bytes() + backup.bytes() / 10;
    if (free < needed) {
      throw refused(
          "backup \"%s\" needs %d MB in \"%s\"; %d MB are free"
              .formatted(backup.id(), needed >> 20, parent(), free >> 20),
          "make room, for example by discarding what older runs kept");
    }
  }

  /** What a dead attempt left is removed first, and makes room. */
  private long leftBytes() throws IOException {
    return Files.isDirectory(into) ? TreeSize.bytes(into) : 0;
  }

  private boolean isEmpty() throws IOException {
    if (!Files.exists(into)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(into)) {
      return entries.findAny().isEmpty();
    }
  }

  /** One call for the whole file system is quicker than one for each of many thousand files. */
  private void flush() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sync", "--file-system", into.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = Programs.awaited(process, FLUSH, "sync");
    if (code != 0) {
      throw new IOException("\"sync\" of \"" + into + "\" ended with " + code);
    }
  }

  private Path marker() {
    return into.resolveSibling(into.getFileName() + ".restoring");
  }

  private Path parent() {
    Path parent = into.getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
