package dev.bosai.runbooks.parse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that a backup repository belongs to one database and lies outside of its data. */
final class RepositoryChecks {
  private final Problems problems;
  private final Map<String, String> seen = new HashMap<>();

  RepositoryChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Map<String, Found> databases) {
    databases.forEach(
        (name, database) -> {
          Found backups = database.maybe("backups");
          Found directory = backups == null ? null : directory(backups);
          if (directory != null && !directory.text().isEmpty()) {
            own(name, directory);
            outside(directory, database.get("nodes").entries());
          }
        });
  }

  /** A tool that has a repository of its own leaves only Bosai's records to be looked at. */
  private static @Nullable Found directory(Found backups) {
    Found directory = backups.maybe("directory");
    return directory == null ? backups.maybe("records") : directory;
  }

  /** Two databases in one repository would take each other's WAL for their own. */
  private void own(String name, Found directory) {
    String first = seen.putIfAbsent(directory.text(), name);
    if (first != null) {
      problems.add(
          directory.place(),
          "\"" + name + "\" has the same backup directory as \"" + first + "\"",
          "give every database a directory of its own");
    }
  }

  private void outside(Found directory, Map<String, Found> nodes) {
    nodes.values().stream()
        .map(node -> node.get("data").text())
        .filter(data -> within(directory.text(), data))
        .distinct()
        .forEach(
            data ->
                problems.add(
                    directory.place(),
                    "the backup directory lies within data directory \"" + data + "\"",
                    "keep backups outside of what they are to replace"));
  }

  private static boolean within(String path, String folder) {
    return !folder.isEmpty() && Path.of(path).normalize().startsWith(Path.of(folder).normalize());
  }
}
