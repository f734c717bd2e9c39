package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.RowActivities.TableChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares one database, table by table. What goes wrong with one table is told and does not keep
 * the others from being compared.
 */
final class DatabaseComparison {
  private final Scope scope;
  private final Moment old;
  private final TableDump dump;
  private final News news;

  /**
   * What is compared, and where the result goes.
   *
   * @param catalog the database's name
   * @param database the protected one
   * @param folder for the files
   * @param owner who reads them
   */
  record Scope(String catalog, Database database, Path folder, Owner owner) {
    /** Returns a table's name in the result. */
    String named(Table table) {
      return main() ? table.full() : catalog + "/" + table.full();
    }

    /** Returns whether a table is the probe's. */
    boolean probed(Table table) {
      String probe = database.probe().table();
      return main() && table.full().equals(probe.contains(".") ? probe : "public." + probe);
    }

    private boolean main() {
      return catalog.equals(database.database());
    }
  }

  /**
   * Where news go.
   *
   * @param notes for the result
   * @param notCompared for the result, by table
   * @param aside for those who wait
   */
  record News(List<String> notes, SortedMap<String, String> notCompared, Aside aside) {
    /** Works on one table; what cannot be read of it is told. */
    <T> Optional<T> step(String table, Aside.Doing<Optional<T>> doing)
        throws IOException, SQLException, InterruptedException {
      aside.progress("comparing \"" + table + "\"");
      try {
        return doing.run();
      } catch (SQLException e) {
        if (e.getSQLState() == null || e.getSQLState().matches("(08|57).*")) {
          throw e;
        }
        // What cannot be read may have been changed, so it must not count as unchanged.
        notCompared.put(table, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }
  }

  DatabaseComparison(Scope scope, Moment old, TableDump dump, News news) {
    this.scope = scope;
    this.old = old;
    this.dump = dump;
    this.news = news;
  }

  /** Compares with a database that is there on both sides. */
  SortedMap<String, TableChanges> compare(Moment restored)
      throws IOException, SQLException, InterruptedException {
    SortedMap<String, TableChanges> found = new TreeMap<>();
    Map<String, Table> before = new Catalog(old.fresh()).tables();
    Map<String, Table> now = new Catalog(restored.fresh()).tables();
    for (Table table : before.values()) {
      Table base = now.get(table.full());
      news.step(
              scope.named(table),
              base == null ? () -> created(table) : () -> compared(table, base, restored))
          .ifPresent(changes -> found.put(scope.named(table), changes));
    }
    for (Table table : now.values()) {
      if (!before.containsKey(table.full()) && !scope.probed(table)) {
        note(
            "table \"%s\" was dropped after the target and is there again, with %s rows"
                .formatted(scope.named(table), count(restored.fresh(), table)));
      }
    }
    UncomparedRelations.note(old.fresh(), scope.catalog(), news.notes());
    return found;
  }

  /** Takes all tables of a database that the restored one has not. */
  SortedMap<String, TableChanges> created() throws IOException, SQLException, InterruptedException {
    SortedMap<String, TableChanges> found = new TreeMap<>();
    for (Table table : new Catalog(old.fresh()).tables().values()) {
      news.step(scope.named(table), () -> created(table))
          .ifPresent(changes -> found.put(scope.named(table), changes));
    }
    return found;
  }

  private Optional<TableChanges> compared(Table table, Table base, Moment restored)
      throws IOException, SQLException {
    Pair pair = new Pair(table, base);
    Connection before = old.fresh();
    Connection now = restored.fresh();
    if (scope.probed(table)) {
      note(
          "the probe's table \"%s\" is left out: it had %s rows, %s are in what was restored"
              .formatted(scope.named(table), count(before, table), count(now, base)));
      return Optional.empty();
    }
    noteColumns(pair);
    if (pair.alike() && digest(before, table).equals(digest(now, base))) {
      return Optional.empty();
    }
    try (ChangeFiles files = new ChangeFiles(pair, place(table, ""), Against.RESTORED);
        RowCursor sources = RowCursor.open(before, pair, table, "");
        RowCursor bases = RowCursor.open(now, pair, base, "")) {
      Merge.run(sources, bases, pair.order(), files);
      return files.finish().map(ChangeFiles.Written::changes);
    }
  }

  /** A table that came after the target comes with all its rows, and with what makes it. */
  private Optional<TableChanges> created(Table table)
      throws IOException, SQLException, InterruptedException {
    note("table \"%s\" was created after the target".formatted(scope.named(table)));
    Connection before = old.fresh();
    String creation = dump.text(new Catalog(before).parts(table), TableDump.Section.ALL);
    Pair pair = new Pair(table, table);
    try (ChangeFiles files = new ChangeFiles(pair, place(table, creation), Against.RESTORED);
        RowCursor sources = RowCursor.open(before, pair, table, "")) {
      files.begin();
      for (Row row = sources.next(); row != null; row = sources.next()) {
        files.inserted(row);
      }
      return files.finish().map(ChangeFiles.Written::changes);
    }
  }

  private ChangeFiles.Place place(Table table, String creation) {
    String name = Names.file(scope.named(table));
    return new ChangeFiles.Place(scope.folder(), name, scope.catalog(), creation, scope.owner());
  }

  private void noteColumns(Pair pair) {
    for (Column column : pair.added()) {
      note(
          "column \"%s\" of table \"%s\" was added after the target"
              .formatted(column.name(), scope.named(pair.source())));
    }
    for (Column column : pair.dropped()) {
      note(
          "column \"%s\" of table \"%s\" was dropped after the target and is not compared"
              .formatted(column.name(), scope.named(pair.source())));
    }
  }

  /** Equal counts and equal sums of 64-bit hashes are taken for equal rows. */
  private static String digest(Connection connection, Table table) throws SQLException {
    return Sql.text(
        connection,
        "select count(*) || ' ' || coalesce(sum(hashtextextended((t.*)::text, 0)), 0) from "
            + table.own()
            + " t");
  }

  private static String count(Connection connection, Table table) throws SQLException {
    return Sql.text(connection, "select count(*) from " + table.own());
  }

  private void note(String sentence) {
    news.notes().add(sentence);
  }
}
