package dev.bosai.activities.postgres.rows;

import dev.bosai.workflows.port.RowActivities.TableChanges;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares all databases of two servers of one cluster. */
final class ClusterComparison {
  private static final String NOT_COMPARED =
      "definitions are not compared (roles, functions, views, indexes, grants), nor are large"
          + " objects";

  private final TwoServers servers;
  private final RunFolders folders;
  private final Aside aside;

  ClusterComparison(TwoServers servers, RunFolders folders, Aside aside) {
    this.servers = servers;
    this.folders = folders;
    this.aside = aside;
  }

  WrittenAfter run() throws IOException, SQLException, InterruptedException {
    SortedMap<String, TableChanges> tables = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    SortedMap<String, String> notCompared = new TreeMap<>();
    DatabaseComparison.News news = new DatabaseComparison.News(notes, notCompared, aside);
    List<String> before = servers.oldCatalogs();
    List<String> now = servers.restoredCatalogs();
    for (String catalog : before) {
      DatabaseComparison database = comparison(catalog, news);
      if (now.contains(catalog)) {
        Moment restored = servers.restored(catalog);
        tables.putAll(database.compare(restored));
        noteMoment(catalog, restored, notes);
      } else {
        notes.add("database \"%s\" was created after the target".formatted(catalog));
        tables.putAll(database.created());
      }
    }
    now.stream()
        .filter(catalog -> !before.contains(catalog))
        .forEach(
            catalog ->
                notes.add("database \"%s\" was dropped after the target".formatted(catalog)));
    notes.add(NOT_COMPARED);
    return new WrittenAfter(folders.written().toString(), tables, List.copyOf(notes), notCompared);
  }

  private DatabaseComparison comparison(String catalog, DatabaseComparison.News news)
      throws IOException, SQLException {
    TableDump dump =
        new TableDump(
            folders.host().programs(), folders.folder(), servers.copy().conninfo(catalog));
    return new DatabaseComparison(
        new DatabaseComparison.Scope(
            catalog, servers.database(), folders.written(), folders.host().owner()),
        servers.old(catalog),
        dump,
        news);
  }

  private static void noteMoment(String catalog, Moment restored, List<String> notes) {
    if (!restored.held()) {
      notes.add(
          ("database \"%s\" was read at %s, after the switch; rows that clients wrote since are"
                  + " among the deleted and the updated")
              .formatted(catalog, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }
  }
}
