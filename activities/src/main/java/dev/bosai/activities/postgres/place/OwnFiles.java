package dev.bosai.activities.postgres.place;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's own configuration inside its data directory, and its version, by which programs are
 * found while there is no directory. Rewinding and copying both bring the new primary's files, its
 * port included.
 */
public final class OwnFiles {
  private final Path saved;
  private final Owner owner;

  /**
   * Keeps files beside the data directory.
   *
   * @param saved folder to keep them in
   */
  public OwnFiles(Path saved, Owner owner) {
    this.saved = saved;
    this.owner = owner;
  }

  /** Saves them from a data directory. */
  public void save(Path data) throws IOException {
    Durable.removeTree(saved);
    Durable.folder(saved, owner);
    copy(data, saved);
  }

  /** Puts them into a data directory. */
  public void restore(Path data) throws IOException {
    copy(saved, data);
  }

  /** Returns the saved lines of {@code postgresql.auto.conf}. */
  public List<String> automatic() throws IOException {
    Path file = saved.resolve("postgresql.auto.conf");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from, 2)) {
      for (Path file : files.filter(path -> isConfiguration(from.relativize(path))).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Path folder = target.getParent();
        if (folder != null) {
          Durable.folder(folder, owner);
        }
        Durable.replace(target, Files.readAllBytes(file), owner);
      }
    }
  }

  private static boolean isConfiguration(Path relative) {
    boolean placed = relative.getNameCount() == 1 || relative.getName(0).toString().endsWith(".d");
    return placed && relative.toString().matches(".*\\.(conf|crt|key|pem|crl)|PG_VERSION");
  }
}
