package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.wal.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which file was which table's. A file's number stands for one table for as long as WAL is kept, so
 * what is known of different times can be put together.
 */
final class TableFiles {
  private static final long FIRST_OF_USERS = 16_384;

  /** The system's tables as every cluster is made with them (PostgreSQL source, catalogs). */
  private static final Map<Long, String> SYSTEM =
      Map.of(
          1259L, "pg_class",
          1247L, "pg_type",
          1249L, "pg_attribute",
          2619L, "pg_statistic",
          3429L, "pg_statistic_ext_data",
          2613L, "pg_largeobject",
          2995L, "pg_largeobject_metadata");

  private static final String SCHEMA = "pg_catalog.";
  private final Map<Relation, Table> byFile = new HashMap<>();
  private final Map<String, Table> byId = new HashMap<>();

  /**
   * A table.
   *
   * @param database object id; 0 for shared ones
   * @param id its object id
   * @param name {@code schema.table}
   * @param toast whether it only holds long values of the table of that name
   */
  record Table(long database, long id, String name, boolean toast) {
    boolean system() {
      return name.startsWith(SCHEMA) || name.startsWith("information_schema.");
    }

    /** Returns whether its rows are what people call rows. */
    boolean ofUsers() {
      return !toast && !system();
    }
  }

  /** Adds what a catalog says. */
  void add(TableCatalog catalog) {
    Map<String, Long> lowest = new HashMap<>();
    // A TOAST table carries its owner's name, and was made after it.
    for (TableCatalog.Table one : catalog.tables()) {
      lowest.merge(one.database() + "/" + one.name(), one.oid(), Math::min);
    }
    for (TableCatalog.Table one : catalog.tables()) {
      boolean toast = one.oid() > lowest.getOrDefault(one.database() + "/" + one.name(), one.oid());
      Table table = new Table(one.database(), one.oid(), one.name(), toast);
      byFile.put(new Relation(one.tablespace(), one.database(), one.file()), table);
      byId.put(one.database() + "/" + one.oid(), table);
    }
  }

  /** Notes that a table was written anew into another file, unless that one is known already. */
  void moved(Relation from, Relation to) {
    Table table = byFile.get(from);
    if (table != null) {
      byFile.putIfAbsent(to, table);
    }
  }

  /** Returns whose file it is; empty if that is unknown. */
  Optional<Table> of(Relation file) {
    return Optional.ofNullable(byFile.get(file));
  }

  /** Returns those of some files that are tables of users. */
  List<Relation> tables(List<Relation> some) {
    return some.stream().filter(file -> of(file).filter(Table::ofUsers).isPresent()).toList();
  }

  /** Returns a table by its object id; empty if that is unknown. */
  Optional<Table> of(long database, long id) {
    return Optional.ofNullable(byId.get(database + "/" + id));
  }

  /** Returns the name of a system table without its schema; empty if it is a table of users. */
  String system(Relation file) {
    Table table = byFile.get(file);
    if (table != null) {
      return table.system() ? table.name().substring(table.name().indexOf('.') + 1) : "";
    }
    return file.file() < FIRST_OF_USERS
        ? SYSTEM.getOrDefault(file.file(), "file " + file.file())
        : "";
  }

  /** Returns the names of all tables of users. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    byId.values().stream().filter(Table::ofUsers).forEach(table -> names.add(table.name()));
    return names;
  }
}
