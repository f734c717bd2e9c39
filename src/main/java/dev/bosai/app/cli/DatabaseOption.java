package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command names the database whose backups it is about. */
final class DatabaseOption {
  @Mixin private SystemOption system;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "Which database of the system; default: the only one.")
  private @Nullable String database;

  /**
   * A database of a system.
   *
   * @param system the file
   * @param name of the database in it
   */
  record Chosen(SystemFile system, String name) {
    /**
     * Makes sure that it has backups.
     *
     * @throws Fault if it has none
     */
    Chosen withBackups() {
      if (system.database(name).map(Database::backups).isEmpty()) {
        throw new Fault(
            Blame.REFUSED,
            "database \""
                + name
                + "\" of \""
                + system.system()
                + "\" has no backups; nothing was touched",
            "add \"backups: {kind: basebackup, directory: /srv/backups/…}\" to the database in the"
                + " system file; docs/protect-your-own.md says how WAL gets there");
      }
      return this;
    }
  }

  /**
   * Finds it.
   *
   * @throws Fault if the system has none of that name, or several and none was named
   */
  Chosen read(Systems systems) {
    SystemFile file = system.read(systems);
    List<String> names = List.copyOf(file.databases().keySet());
    if (database == null && names.size() == 1) {
      return new Chosen(file, names.get(0));
    }
    if (database == null || !names.contains(database)) {
      throw new Fault(
          Blame.USAGE,
          database == null
              ? "system \"" + file.system() + "\" has several databases"
              : "system \"" + file.system() + "\" has no database \"" + database + "\"",
          "name one with --database: " + String.join(", ", names));
    }
    return new Chosen(file, database);
  }
}
