package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.SegmentHeader;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.backup.WalFormat;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** WAL as {@code archive-wal} leaves it: one file each under PostgreSQL's own name. */
final class FolderArchive implements WalArchive {
  private static final String WHOLE = "[0-9A-F]{24}|[0-9A-F]{8}\\.history";
  private final Path path;
  private final BackupStore backups;
  private @Nullable WalFormat format;

  /**
   * Names an archive.
   *
   * @param path its folder
   * @param backups whose newest tells what form segments have
   */
  FolderArchive(Path path, BackupStore backups) {
    this.path = path;
    this.backups = backups;
  }

  @Override
  public SortedSet<String> names() {
    require();
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(WHOLE))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException | UncheckedIOException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          "archive folder \"%s\" cannot be read: %s; nothing was changed"
              .formatted(path, e.getMessage()),
          "look at its disk and at the rights of the account that runs the worker");
    }
  }

  /**
   * Refuses without the folder. It is made by hand, once: what is missing is more likely a file
   * system that is not mounted, and must not look like a repository without backups.
   */
  void require() {
    if (!Files.isDirectory(path)) {
      throw Failures.of(
          FailureType.REFUSED,
          "archive folder \"" + path + "\" is not there; nothing was changed",
          "mount it, or make it for the account that runs PostgreSQL");
    }
  }

  @Override
  public Path folder(SortedSet<String> names) throws IOException {
    for (String name : names) {
      if (!Files.exists(path.resolve(name))) {
        throw new NoSuchFileException(
            path.resolve(name).toString(), null, "it is not in the archive");
      }
    }
    return path;
  }

  @Override
  public Optional<String> damage(String name, String systemIdentifier) throws IOException {
    SegmentHeader header = header(name);
    Optional<String> damage = header.damage(name, systemIdentifier);
    return damage.isPresent() || format(header).equals(header.format())
        ? damage
        : Optional.of("it is of another form than other segments");
  }

  /** Reads how a segment begins. */
  SegmentHeader header(String name) throws IOException {
    return SegmentHeader.read(path.resolve(name));
  }

  /** It is read once, since every segment is compared with it; the first one sets it. */
  private WalFormat format(SegmentHeader first) throws IOException {
    WalFormat known = format;
    if (known == null) {
      known =
          backups.complete().stream()
              .map(BackupStore.Stored::wal)
              .reduce((earlier, later) -> later)
              .orElse(first.format());
      format = known;
    }
    return known;
  }
}
