package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.backup.Lineage;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Histories of timelines that were given up, as an undone switch leaves them in the archive.
 * PostgreSQL takes the first number whose history it does not find; a standby that cannot read the
 * archive would take one of theirs, and the archive refuses a second history of the same name for
 * ever.
 */
public final class ArchivedHistories {
  /** An archive that does not answer must not hold a promotion up. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  private final BackupProviders providers;

  /**
   * Makes it for the nodes of this host.
   *
   * @param providers opens repositories
   */
  public ArchivedHistories(BackupProviders providers) {
    this.providers = providers;
  }

  /** Lets a standby see them; why it could not be done is written down. */
  void show(Host host, int timeline, Connection connection, Held held)
      throws IOException, SQLException, InterruptedException {
    String replayed = Sql.text(connection, "select pg_last_wal_replay_lsn()");
    if (replayed.isEmpty()) {
      return;
    }
    Lsn at = Lsn.parse(replayed);
    FutureTask<SortedMap<String, byte[]>> asked =
        new FutureTask<>(() -> abandoned(providers.of(host.ref()).archive(), timeline, at));
    Thread asking = new Thread(asked, "archived histories");
    asking.setDaemon(true);
    asking.start();
    try {
      place(host, asked.get(BOUND.toMillis(), TimeUnit.MILLISECONDS), held);
    } catch (ExecutionException e) {
      held.note("saw no histories of the archive", Map.of("why", String.valueOf(e.getCause())));
    } catch (TimeoutException e) {
      held.note("saw no histories of the archive", Map.of("why", "it did not answer in time"));
    } finally {
      asked.cancel(true);
    }
  }

  private static SortedMap<String, byte[]> abandoned(WalArchive archive, int timeline, Lsn replayed)
      throws IOException, InterruptedException {
    SortedSet<String> names =
        archive.names().stream()
            .filter(name -> name.endsWith(".history") && number(name) > timeline)
            .collect(Collectors.toCollection(TreeSet::new));
    SortedMap<String, byte[]> found = new TreeMap<>();
    Path folder = names.isEmpty() ? Path.of("") : archive.folder(names);
    for (String name : names) {
      if (passed(Lineage.read(folder, number(name)), timeline, replayed)) {
        found.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
    return found;
  }

  /**
   * A running standby follows a newer timeline that begins ahead of it, and no other. One that
   * begins there is somebody's, so it is never shown.
   */
  private static boolean passed(Lineage lineage, int timeline, Lsn replayed) {
    boolean after = false;
    for (Lineage.Branch branch : lineage.branches()) {
      if (after) {
        return branch.begin().compareTo(replayed) < 0;
      }
      after = branch.timeline() == timeline;
    }
    return true;
  }

  private static int number(String name) {
    return Integer.parseUnsignedInt(name.substring(0, 8), 16);
  }

  private static void place(Host host, SortedMap<String, byte[]> histories, Held held)
      throws IOException {
    for (Map.Entry<String, byte[]> history : histories.entrySet()) {
      Path file = host.data().wal().resolve(history.getKey());
      if (!Files.exists(file)) {
        held.note("shows the history of a timeline that was given up", Map.of("file", "" + file));
        Durable.replace(file, history.getValue(), host.owner());
      }
    }
  }
}
