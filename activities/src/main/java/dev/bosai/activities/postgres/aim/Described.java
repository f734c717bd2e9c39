package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Change.Mark;
import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Candidates.Candidate;
import dev.bosai.workflows.port.Candidates.Table;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A committed transaction in the words people use.
 *
 * @param end how it ended
 * @param change what it did
 * @param files whose they are
 */
record Described(TransactionEnd end, Change change, TableFiles files) {
  /** Written by the system itself, and not by a change of the schema. */
  private static final Set<String> NO_SCHEMA =
      Set.of("pg_statistic", "pg_statistic_ext_data", "pg_largeobject", "pg_largeobject_metadata");

  /** Returns it; its kind is empty if it changed nothing. */
  Candidate candidate() {
    String kind = kind();
    Map<String, Table> tables = new LinkedHashMap<>();
    if (Set.of("drop", "truncate", "alter").contains(kind)) {
      schemaTables(kind.equals("alter")).forEach(table -> put(tables, table));
    }
    if (kind.equals("create")) {
      madeTables().forEach(table -> put(tables, table));
    }
    change.rows().entrySet().stream()
        .filter(one -> one.getValue().all() > 0 && isOfUsers(one.getKey()))
        .filter(one -> !writtenAnew(one.getKey()))
        .map(one -> rows(one.getKey(), one.getValue()))
        .forEach(table -> put(tables, table));
    List<Table> most =
        tables.values().stream()
            .sorted(Comparator.comparingLong((Table table) -> -all(table)))
            .toList();
    return new Candidate(
        end.xid(), end.at(), change.first(), end.lsn(), kind, most, "xid:" + end.xid());
  }

  /** Notes the new file of a table that was written anew: it is the first that got rows. */
  void follow() {
    List<Relation> gone = goneFiles().toList();
    Optional<Relation> next =
        change.created().stream().filter(file -> change.rows(file).all() > 0).findFirst();
    if (gone.size() == 1 && next.isPresent()) {
      files.moved(gone.get(0), next.get());
    }
  }

  private static long all(Table table) {
    return (table.dropped() ? Long.MAX_VALUE / 2 : 0)
        + table.inserted()
        + table.updated()
        + table.deleted();
  }

  private String kind() {
    if (dropped()) {
      return "drop";
    }
    if (emptied()) {
      return "truncate";
    }
    if (schemaChanged()) {
      return altered() ? "alter" : "create";
    }
    return rowKind();
  }

  private String rowKind() {
    Rows rows =
        change.rows().entrySet().stream()
            .filter(
                one -> isOfUsers(one.getKey()) || NO_SCHEMA.contains(files.system(one.getKey())))
            .filter(one -> !files.system(one.getKey()).startsWith("pg_statistic"))
            .map(Map.Entry::getValue)
            .reduce(Rows.NONE, Rows::plus);
    if (rows.deleted() > 0) {
      return "delete";
    }
    return rows.updated() > 0 ? "update" : rows.inserted() > 0 ? "insert" : "";
  }

  /**
   * A table takes its row type with it. Whoever writes a table anew makes one of the same kind
   * first, and removes that again.
   */
  private boolean dropped() {
    boolean typesGone = rows("pg_type").gone() > 0;
    boolean tablesGone = rows("pg_class").deleted() > 0 || goneTables().findAny().isPresent();
    return change.marks().contains(Mark.DATABASE_DROPPED) || (typesGone && tablesGone);
  }

  /** It gets a new, empty file in the same place, and nothing else changes. */
  private boolean emptied() {
    if (change.marks().contains(Mark.EMPTIED)) {
      return true;
    }
    return rows("pg_class").deleted() == 0
        && goneFiles()
            .anyMatch(
                gone ->
                    change.created().stream()
                        .anyMatch(made -> made.tablespace() == gone.tablespace()));
  }

  private boolean altered() {
    return lockedTables().findAny().isPresent()
        || goneTables().findAny().isPresent()
        || (rows("pg_class").inserted() == 0
            && rows("pg_type").inserted() == 0
            && !change.marks().contains(Mark.DATABASE_CREATED));
  }

  private boolean schemaChanged() {
    return change.marks().contains(Mark.DATABASE_CREATED)
        || change.rows().keySet().stream()
            .map(files::system)
            .anyMatch(name -> !name.isEmpty() && !NO_SCHEMA.contains(name));
  }

  private Rows rows(String system) {
    return change.rows().entrySet().stream()
        .filter(one -> files.system(one.getKey()).equals(system))
        .map(Map.Entry::getValue)
        .reduce(Rows.NONE, Rows::plus);
  }

  private Stream<Relation> goneFiles() {
    return files.tables(end.dropped()).stream();
  }

  private Stream<String> goneTables() {
    return goneFiles().flatMap(file -> files.of(file).stream()).map(TableFiles.Table::name);
  }

  /** A new table is locked by whoever makes it; its first file has its own number. */
  private Stream<String> lockedTables() {
    Set<Long> made =
        change.created().stream().map(Relation::file).collect(Collectors.toUnmodifiableSet());
    return change.locked().stream()
        .filter(locked -> !made.contains(locked.id()))
        .flatMap(locked -> files.of(locked.database(), locked.id()).stream())
        .filter(TableFiles.Table::ofUsers)
        .map(TableFiles.Table::name);
  }

  private Stream<Table> schemaTables(boolean stays) {
    return Stream.concat(
        goneTables().map(name -> new Table(name, 0, 0, 0, !stays)),
        lockedTables().map(name -> new Table(name, 0, 0, 0, false)));
  }

  /** Rows that only went into another file are no change of rows. */
  private boolean writtenAnew(Relation file) {
    return change.created().contains(file) && goneTables().findAny().isPresent();
  }

  private Stream<Table> madeTables() {
    return change.created().stream()
        .flatMap(file -> files.of(file).stream())
        .filter(TableFiles.Table::ofUsers)
        .map(table -> new Table(table.name(), 0, 0, 0, false));
  }

  private boolean isOfUsers(Relation file) {
    return files.of(file).map(TableFiles.Table::ofUsers).orElse(files.system(file).isEmpty());
  }

  private Table rows(Relation file, Rows rows) {
    String name = files.of(file).map(TableFiles.Table::name).orElse(file.toString());
    return new Table(name, rows.inserted(), rows.updated(), rows.deleted(), false);
  }

  private static void put(Map<String, Table> tables, Table table) {
    tables.merge(
        table.name(),
        table,
        (one, other) ->
            new Table(
                one.name(),
                one.inserted() + other.inserted(),
                one.updated() + other.updated(),
                one.deleted() + other.deleted(),
                one.dropped() || other.dropped()));
  }
}
