package dev.bosai.activities.postgres.backup.basebackup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.backup.WalFormat;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.rejoin.Leftovers;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of backups. One is complete when its {@code backup.json} is there, which is written
 * last.
 */
final class BackupStore {
  private static final String COMPLETE = "backup.json";
  private static final String CATALOG = "catalog.json";

  /** Stands in folders that were begun here; whatever else lies around is not ours to remove. */
  private static final String BEGUN = "begun";

  private static final String EXPIRED = ".expired-";
  private final Path base;
  private final Owner owner;
  private final ObjectMapper json = Payloads.mapper();

  BackupStore(Path base, Owner owner) {
    this.base = base;
    this.owner = owner;
  }

  /**
   * What is kept of a backup.
   *
   * @param key names the order it was taken for
   * @param wal form of its cluster's segments
   * @param backup itself
   */
  record Stored(String key, WalFormat wal, Backup backup) {}

  /** Returns the folder, made when it was missing. */
  Path folder() throws IOException {
    Durable.folder(base, owner);
    return base;
  }

  /** Returns the complete backups, the oldest first. */
  List<Stored> complete() throws IOException {
    List<Stored> found = new ArrayList<>();
    for (Path folder : folders()) {
      read(folder).ifPresent(found::add);
    }
    return found;
  }

  /** Returns the complete backup of an order. */
  Optional<Backup> of(String key) throws IOException {
    return complete().stream()
        .filter(stored -> stored.key().equals(key))
        .map(Stored::backup)
        .findFirst();
  }

  /** Returns the names of folders that say they are complete and cannot be read. */
  List<String> unreadable() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path folder : folders()) {
      if (Files.exists(folder.resolve(COMPLETE)) && read(folder).isEmpty()) {
        found.add(String.valueOf(folder.getFileName()));
      }
    }
    return found;
  }

  /** Returns where a backup's tree is. */
  Path data(String id) {
    return base.resolve(id).resolve("data");
  }

  /** Begins a backup: from here on its folder is unfinished. */
  Path begin(String id, String key) throws IOException {
    Path folder = base.resolve(id);
    Durable.folder(folder, owner);
    Durable.replace(folder.resolve(BEGUN), key.getBytes(StandardCharsets.UTF_8), owner);
    return data(id);
  }

  /** Completes a backup. */
  void complete(Stored stored, TableCatalog catalog) throws IOException {
    Path folder = base.resolve(stored.backup().id());
    Durable.replace(folder.resolve(CATALOG), json.writeValueAsBytes(catalog), owner);
    Durable.replace(folder.resolve(COMPLETE), json.writeValueAsBytes(stored), owner);
    Files.deleteIfExists(folder.resolve(BEGUN));
    Durable.sync(base);
  }

  /** Reads the tables of a backup. */
  TableCatalog catalog(Backup backup) throws IOException {
    return json.readValue(base.resolve(backup.id()).resolve(CATALOG).toFile(), TableCatalog.class);
  }

  /** Refuses unless a backup is here. */
  void require(Backup backup) throws IOException {
    if (read(base.resolve(backup.id())).isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "backup \"%s\" is not in \"%s\"; nothing was changed".formatted(backup.id(), base),
          "choose one that \"bosai backup list\" shows");
    }
  }

  /** Removes a backup; it is none any more from the first moment on. */
  void remove(String id) throws IOException {
    Path gone = base.resolve(EXPIRED + id);
    Durable.rename(base.resolve(id), gone);
    Durable.removeTree(gone);
  }

  /**
   * Removes what dead attempts began and did not complete, and what was not removed to the end.
   *
   * @return the names of what was removed
   */
  List<String> sweep() throws IOException, InterruptedException {
    List<String> removed = new ArrayList<>();
    for (Path folder : folders()) {
      String name = String.valueOf(folder.getFileName());
      boolean dead = Files.exists(folder.resolve(BEGUN)) && !hasEnded(folder);
      if (dead || name.startsWith(EXPIRED)) {
        Leftovers.end(folder.resolve("data"));
        Durable.removeTree(folder);
        removed.add(name);
      }
    }
    return removed;
  }

  private static boolean hasEnded(Path folder) {
    return Files.exists(folder.resolve(COMPLETE));
  }

  private Optional<Stored> read(Path folder) throws IOException {
    Path file = folder.resolve(COMPLETE);
    if (!Files.exists(file) || folder.getFileName().toString().startsWith(EXPIRED)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(file.toFile(), Stored.class));
    } catch (JacksonException damaged) {
      // One that cannot be read must not hide the others; it is named among the problems.
      return Optional.empty();
    }
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(base)) {
      return all.filter(Files::isDirectory)
          .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
          .toList();
    }
  }
}
