package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wal.LostWrites;
import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.RowActivities.TableChanges;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds what lost commits did to the tables of one database. Tables they left alone are not read.
 */
final class LostDatabase {
  private final DatabaseComparison.Scope scope;
  private final Moments moments;
  private final Fork fork;
  private final DatabaseComparison.News news;

  /**
   * Both sides.
   *
   * @param old the old timeline at its end
   * @param live the primary
   * @param dump of the old one's definitions
   */
  record Moments(Moment old, Moment live, TableDump dump) {}

  LostDatabase(
      DatabaseComparison.Scope scope, Moments moments, Fork fork, DatabaseComparison.News news) {
    this.scope = scope;
    this.moments = moments;
    this.fork = fork;
    this.news = news;
  }

  SortedMap<String, SalvagedTable> find() throws IOException, SQLException, InterruptedException {
    SortedMap<String, SalvagedTable> found = new TreeMap<>();
    Map<String, Table> before = new Catalog(moments.old().fresh()).tables();
    Map<String, Table> now = new Catalog(moments.live().fresh()).tables();
    for (Table table : before.values()) {
      List<Leaf> leaves = Leaf.of(moments.old().fresh(), table);
      if (isTouched(leaves)) {
        Table live = now.get(table.full());
        news.step(
                scope.named(table),
                () -> live == null ? absent(table, leaves) : compared(table, live, leaves))
            .ifPresent(changes -> found.put(scope.named(table), changes));
      }
    }
    for (Table table : now.values()) {
      if (!before.containsKey(table.full())) {
        noteDropped(table);
      }
    }
    UncomparedRelations.note(moments.old().fresh(), scope.catalog(), news.notes());
    return found;
  }

  /** Of a transaction that began before the WAL that is there, nobody knows what it touched. */
  private boolean isTouched(List<Leaf> leaves) {
    LostWrites lost = fork.lost();
    return !lost.begunBefore().isEmpty()
        || !lost.missing().isEmpty()
        || leaves.stream()
            .anyMatch(leaf -> isIn(lost.touched(), leaf) || isIn(lost.created(), leaf));
  }

  private static boolean isIn(Set<Relation> files, Leaf leaf) {
    return files.contains(leaf.file());
  }

  private Optional<SalvagedTable> compared(Table table, Table liveTable, List<Leaf> leaves)
      throws IOException, SQLException {
    Connection old = moments.old().fresh();
    if (scope.probed(table)) {
      note(
          "the probe's table \"%s\" is left out: lost commits wrote %s rows of it"
              .formatted(scope.named(table), count(old, table)));
      return Optional.empty();
    }
    Connection live = moments.live().fresh();
    Pair pair = new Pair(table, liveTable);
    noteColumns(pair);
    try (ChangeFiles files = new ChangeFiles(pair, place(table, ""), Against.LIVE)) {
      LostTable rows =
          new LostTable(
              pair, new LostTable.Sides(old, live, fork.lostWrote(), fork.before(live)), files);
      if (fork.lost().crowded() || isRewritten(leaves, Leaf.of(live, liveTable))) {
        rows.byKeys();
        noteByKeys(pair);
      } else {
        noteUnlisted(table, rows.byPlaces(LostPlaces.of(fork.lost(), leaves)));
      }
      return salvaged(files, rows.alike());
    }
  }

  /** A table that came past the fork comes with what makes it. */
  private Optional<SalvagedTable> absent(Table table, List<Leaf> leaves)
      throws IOException, SQLException, InterruptedException {
    boolean created = leaves.stream().allMatch(leaf -> isIn(fork.lost().created(), leaf));
    note(
        (created
                ? "table \"%s\" was created by lost commits"
                : "table \"%s\" is not in the primary any more; the rows that lost commits wrote"
                    + " are all shown as inserted")
            .formatted(scope.named(table)));
    Connection old = moments.old().fresh();
    String creation =
        created ? moments.dump().text(new Catalog(old).parts(table), TableDump.Section.ALL) : "";
    Pair pair = new Pair(table, table);
    try (ChangeFiles files = new ChangeFiles(pair, place(table, creation), Against.LIVE);
        RowCursor rows = RowCursor.open(old, pair, table, fork.lostWrote())) {
      if (created) {
        files.begin();
      }
      for (Row row = rows.next(); row != null; row = rows.next()) {
        files.inserted(row);
      }
      return salvaged(files, 0);
    }
  }

  /** Files are numbered anew by whatever writes a table as a whole, TRUNCATE included. */
  private static boolean isRewritten(List<Leaf> old, List<Leaf> live) {
    return !live.containsAll(old);
  }

  private static Optional<SalvagedTable> salvaged(ChangeFiles files, long alike)
      throws IOException {
    return files.finish().map(written -> salvaged(written, alike));
  }

  private static SalvagedTable salvaged(ChangeFiles.Written written, long alike) {
    TableChanges changes = written.changes();
    return new SalvagedTable(
        changes.file(),
        changes.sql(),
        changes.inserted(),
        changes.updated(),
        changes.deleted(),
        written.conflicts(),
        alike,
        changes.key(),
        changes.sha256(),
        written.sqlSha256());
  }

  private ChangeFiles.Place place(Table table, String creation) {
    String name = Names.file(scope.named(table));
    return new ChangeFiles.Place(scope.folder(), name, scope.catalog(), creation, scope.owner());
  }

  private void noteDropped(Table table) throws SQLException {
    List<Leaf> leaves = Leaf.of(moments.live().fresh(), table);
    if (leaves.stream().anyMatch(leaf -> isIn(fork.lost().dropped(), leaf))) {
      note(
          "table \"%s\" was dropped by a lost commit and is still there"
              .formatted(scope.named(table)));
    }
  }

  private void noteColumns(Pair pair) {
    for (Column column : pair.added()) {
      note(
          "column \"%s\" of table \"%s\" is only on the old timeline"
              .formatted(column.name(), scope.named(pair.source())));
    }
    for (Column column : pair.dropped()) {
      note(
          "column \"%s\" of table \"%s\" is not on the old timeline and is not compared"
              .formatted(column.name(), scope.named(pair.source())));
    }
  }

  private void noteByKeys(Pair pair) {
    note(
        "table \"%s\" was compared as a whole by %s, since its rows cannot be found by their places"
            .formatted(
                scope.named(pair.source()), pair.key().isEmpty() ? "whole rows" : "its key"));
  }

  private void noteUnlisted(Table table, long unlisted) {
    if (unlisted > 0) {
      note(
          ("of table \"%s\" lost commits deleted %d rows more, which the new timeline has changed or"
                  + " deleted since; they are in no file")
              .formatted(scope.named(table), unlisted));
    }
  }

  private String count(Connection old, Table table) throws SQLException {
    return Sql.text(old, "select count(*) from " + table.own() + " t where " + fork.lostWrote());
  }

  private void note(String sentence) {
    news.notes().add(sentence);
  }
}
