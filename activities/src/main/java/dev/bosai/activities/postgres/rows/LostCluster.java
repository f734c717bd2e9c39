package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wal.LostWrites;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what lost commits did in all databases of a cluster. */
final class LostCluster {
  private static final Duration SILENCE = Duration.ofHours(2);
  private static final String NOT_COMPARED =
      "definitions are not compared (roles, functions, views, indexes, grants), nor are sequences"
          + " and large objects";

  private final RestoredServer old;
  private final LivePrimary live;
  private final RunFolders folders;
  private final Aside aside;
  private final List<String> notes = new ArrayList<>();
  private final SortedMap<String, String> notCompared = new TreeMap<>();

  LostCluster(RestoredServer old, LivePrimary live, RunFolders folders, Aside aside) {
    this.old = old;
    this.live = live;
    this.folders = folders;
    this.aside = aside;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  SortedMap<String, String> notCompared() {
    return notCompared;
  }

  /** Finds it. */
  SortedMap<String, SalvagedTable> find(LostWrites lost)
      throws IOException, SQLException, InterruptedException {
    SortedMap<String, SalvagedTable> tables = new TreeMap<>();
    List<String> now = catalogs(live(live.database().database()));
    for (String catalog : catalogs(old(live.database().database()))) {
      if (now.contains(catalog)) {
        tables.putAll(database(catalog, new Fork(lost)).find());
      } else {
        notes.add(
            "database \"%s\" is not in the primary; its rows are not among these"
                .formatted(catalog));
      }
    }
    note(lost);
    return tables;
  }

  private LostDatabase database(String catalog, Fork fork) throws IOException, SQLException {
    return new LostDatabase(
        new DatabaseComparison.Scope(
            catalog, live.database(), folders.salvaged(), folders.host().owner()),
        new LostDatabase.Moments(
            new Moment(old(catalog), ""),
            new Moment(live(catalog), ""),
            new TableDump(folders.host().programs(), folders.salvage(), old.conninfo(catalog))),
        fork,
        new DatabaseComparison.News(notes, notCompared, aside));
  }

  private void note(LostWrites lost) {
    if (!lost.missing().isEmpty()) {
      notes.add("not all of the old timeline's WAL can be read: " + lost.missing());
    }
    if (!lost.begunBefore().isEmpty()) {
      notes.add(
          ("transactions %s may have begun before the WAL that is on the disk; rows that they"
                  + " deleted before the fork are in no file")
              .formatted(
                  lost.begunBefore().stream()
                      .limit(10)
                      .map(String::valueOf)
                      .collect(Collectors.joining(", "))));
    }
    notes.add(NOT_COMPARED);
  }

  private Connection old(String catalog) throws SQLException {
    return aside.keep(old.open(catalog, SILENCE));
  }

  private Connection live(String catalog) throws SQLException {
    return aside.keep(live.open(catalog, SILENCE));
  }

  private static List<String> catalogs(Connection connection) throws SQLException {
    return Sql.column(connection, Databases.CONNECTABLE);
  }
}
