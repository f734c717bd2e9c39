package dev.bosai.activities.postgres.backup.pgbackrest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables a cluster had when a backup was taken, one file each. */
final class Catalogs {
  private static final String SUFFIX = ".json";
  private final Path folder;
  private final Owner owner;
  private final ObjectMapper json;

  Catalogs(Path folder, Owner owner, ObjectMapper json) {
    this.folder = folder;
    this.owner = owner;
    this.json = json;
  }

  boolean has(String label) {
    return Files.exists(file(label));
  }

  void write(String label, TableCatalog catalog) throws IOException {
    Durable.folder(folder, owner);
    Durable.replace(file(label), json.writeValueAsBytes(catalog), owner);
  }

  /**
   * Reads a backup's. One that somebody else took has none: the nearest one before it serves, since
   * labels begin with the time, or else the first one after.
   */
  TableCatalog read(String label) throws IOException {
    NavigableMap<String, Path> files = files();
    var nearest = files.floorEntry(label) != null ? files.floorEntry(label) : files.firstEntry();
    return nearest == null
        ? new TableCatalog(List.of())
        : json.readValue(nearest.getValue().toFile(), TableCatalog.class);
  }

  /** Removes those of backups that are gone. */
  void keep(List<String> labels) throws IOException {
    for (var one : files().entrySet()) {
      if (!labels.contains(one.getKey())) {
        Files.deleteIfExists(one.getValue());
      }
    }
  }

  private NavigableMap<String, Path> files() throws IOException {
    NavigableMap<String, Path> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
          String name = String.valueOf(file.getFileName());
          found.put(name.substring(0, name.length() - SUFFIX.length()), file);
        }
      }
    }
    return found;
  }

  private Path file(String label) {
    return folder.resolve(label + SUFFIX);
  }
}
