package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.rows.DifferenceFile.Difference;
import dev.bosai.workflows.port.RowActivities.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What bringing rows back does to all tables.
 *
 * @param all by table, those that others refer to first
 * @param file that lists them, for people
 * @param hash equal whenever the same would be done
 */
record Differences(List<Difference> all, Path file, String hash) {

  /**
   * Where they are written.
   *
   * @param folder for the files
   * @param owner who reads them
   * @param aside told how far it has come
   */
  record Desk(Path folder, Owner owner, Aside aside) {}

  /** Reads both sides; every file is written anew. */
  static Differences read(List<TableBack> tables, Connection restored, Connection live, Desk desk)
      throws IOException, SQLException {
    Durable.removeTree(desk.folder());
    Durable.folder(desk.folder(), desk.owner());
    List<Difference> all = new ArrayList<>();
    for (TableBack table : tables) {
      desk.aside().progress("comparing \"" + table.full() + "\"");
      try (DifferenceFile file = new DifferenceFile(table, desk.folder(), desk.owner())) {
        read(table, restored, live, file);
        all.add(file.finish());
      }
    }
    return listed(all, desk);
  }

  SortedMap<String, Rows> rows() {
    SortedMap<String, Rows> rows = new TreeMap<>();
    all.forEach(one -> rows.put(one.table().full(), one.rows()));
    return rows;
  }

  /** Returns whether there is nothing to do. */
  boolean empty() {
    return all.stream()
        .map(Difference::rows)
        .allMatch(rows -> !rows.created() && rows.inserted() + rows.updated() == 0);
  }

  private static void read(TableBack table, Connection restored, Connection live, Merge.Sink sink)
      throws IOException, SQLException {
    Pair pair = table.pair();
    try (RowCursor sources = RowCursor.open(restored, pair, pair.source(), table.filter())) {
      if (table.created()) {
        for (Row row = sources.next(); row != null; row = sources.next()) {
          sink.inserted(row);
        }
        return;
      }
      // A live row that does not match the filter any more has a key that may be wanted.
      try (RowCursor bases = RowCursor.open(live, pair, pair.base(), liveFilter(table))) {
        Merge.run(sources, bases, pair.order(), sink);
      }
    }
  }

  private static String liveFilter(TableBack table) {
    boolean byKey =
        table.pair().key().stream()
            .anyMatch(column -> table.filter().startsWith("t." + Names.quoted(column) + " = any("));
    return byKey ? table.filter() : "";
  }

  /** How many rows are kept is shown, and is no part of what is done. */
  private static Differences listed(List<Difference> all, Desk desk) throws IOException {
    Path file = desk.folder().resolve("difference.csv");
    StringBuilder done = new StringBuilder();
    try (CsvFile csv = new CsvFile(file, desk.owner())) {
      csv.line(List.of("table", "created", "inserted", "updated", "kept", "file", "sha256"));
      for (Difference one : all) {
        Rows rows = one.rows();
        csv.line(
            List.of(
                one.table().full(),
                Boolean.toString(rows.created()),
                Long.toString(rows.inserted()),
                Long.toString(rows.updated()),
                Long.toString(rows.kept()),
                one.csv().toString(),
                one.sha256()));
        done.append(one.table().full()).append(' ').append(rows.created()).append(' ');
        done.append(one.sha256()).append('\n');
      }
      csv.finish();
    }
    Durable.sync(desk.folder());
    return new Differences(
        List.copyOf(all), file, CsvFile.sha256(done.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
