package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database whose backups pgBackRest keeps, in two repositories. */
class PgbackrestIT {
  private static final String ROWS =
      "select md5(string_agg(o::text, ',' order by id)) from orders o";
  private PostgresCluster cluster;
  private Stanza stanza;
  private Archery archery;
  private RestoreDrill drill;
  private PostgresServer db1;
  private BackupProvider provider;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving(Stanza::twice);
    stanza = Stanza.twice(cluster.home());
    archery = new Archery(cluster, "db1");
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    provider = cluster.backups("db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5000) g");
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void aDroppedTableComesBackRowByRow() throws Exception {
    Backup backup = archery.backUp("one");
    assertThat(archery.backUp("one")).isEqualTo(backup);
    assertThat(provider.backups()).containsExactly(backup);
    assertThat(backup.timeline()).isEqualTo(1);
    assertThat(backup.stop()).isGreaterThan(backup.start());
    assertThat(backup.systemIdentifier()).isEqualTo(archery.system());
    assertThat(provider.catalog(backup).tables())
        .anyMatch(table -> table.name().equals("public.orders"));
    String before = changed();
    String mistake = archery.mistake(db1, "drop table orders");
    db1.run("create table later(i int)");

    Aim aim = archery.aim("xid:" + mistake);
    Restored restored = drill.restore(aim);
    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
    assertThat(drill.ask(restored, "select pg_is_in_recovery()")).isEqualTo("t");
    drill.open(restored);

    // What was restored archives nothing, neither while it is looked at nor when it is opened.
    assertThat(stanza.segments()).noneMatch(name -> name.startsWith("00000002"));
    assertThat(drill.discard()).isTrue();
    assertThat(drill.directory()).doesNotExist();
  }

  @Test
  void aWorkerThatDiesInTheCopyLeavesAProgramThatTheNextOneEnds() throws Exception {
    archery.backUp("one");
    String before = changed();
    Aim aim = archery.aim("latest");
    assertThatThrownBy(() -> drill.restore(aim, dyingAt(".* of \\d+ MB.*")))
        .isInstanceOf(RestoreDrill.Died.class);
    assertThat(drill.directory().resolve("global/pg_control")).doesNotExist();
    Path half = Files.writeString(drill.directory().resolve("base/half"), "of an earlier attempt");
    Process left = leftBehind("--pg1-path=" + drill.directory());

    Restored restored = drill.restore(aim);

    assertThat(left.waitFor()).isNotZero();
    assertThat(half).doesNotExist();
    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
    drill.crash();
    assertThat(drill.restore(aim)).isEqualTo(restored);
  }

  @Test
  void aRepositoryThatIsLostIsToldAndTheOtherServes() throws Exception {
    Backup first = archery.backUp("one");
    stanza.run(db1.shell(), "--repo=2", "--type=full", "--start-fast", "backup");
    Backup second = newest();
    assertThat(provider.backups()).containsExactly(first, second);
    String before = changed();
    archiveAll();
    Files.move(stanza.repository(1), cluster.home().resolve("lost"));

    BackupList list = cluster.backupList("db1");
    Restored restored = drill.restore(archery.aim("latest"));

    assertThat(list.backups()).containsExactly(second);
    assertThat(list.alarms()).anyMatch(alarm -> alarm.contains("repository 1 cannot be used"));
    assertThat(list.gaps()).isEmpty();
    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
  }

  @Test
  void noRepositoryAtAllIsNoEndOfTheWal() throws Exception {
    Backup backup = archery.backUp("one");
    changed();
    Aim aim = archery.aim("latest");
    for (int number = 1; number <= 2; number++) {
      Files.move(stanza.repository(number), cluster.home().resolve("lost" + number));
    }
    assertThatThrownBy(() -> provider.backups())
        .hasMessageContaining("no repository of stanza \"main\" can be read")
        .hasMessageContaining("nothing was changed");
    assertThatThrownBy(() -> archery.aim("latest")).hasMessageContaining("can be read");

    for (int number = 1; number <= 2; number++) {
      Files.move(cluster.home().resolve("lost" + number), stanza.repository(number));
    }
    Path into = cluster.home().resolve("restored");
    provider.restore(backup, into, text -> {});
    String command = provider.restoreCommand().replace("%f", "000000010000000000000001");
    assertThat(code(command.replace("%p", "segment"), into)).isZero();
    String none = command.replace("000000010000000000000001", "0000000100000000000000FF");
    assertThat(code(none.replace("%p", "none"), into)).isEqualTo(1);
    Files.move(stanza.repository(1), cluster.home().resolve("lost1"));
    Files.move(stanza.repository(2), cluster.home().resolve("lost2"));
    assertThat(code(command.replace("%p", "lost"), into)).isEqualTo(255);
    assertThat(aim.backup()).isEqualTo(backup);
  }

  @Test
  void oldBackupsAndTheirWalGoAndWhatOthersTookStays() throws Exception {
    Backup oldest = archery.backUp("one");
    stanza.run(db1.shell(), "--repo=1", "--type=full", "--start-fast", "backup");
    Backup foreign = newest();
    changed();
    Backup third = archery.backUp("three");
    Backup newest = archery.backUp("four");
    assertThat(newest()).isEqualTo(newest);

    List<String> removed = provider.expire();

    // All are of one day, which keeps its newest; the WAL of a week is kept from the oldest on.
    assertThat(removed).contains("removed backup \"" + third.id() + "\"");
    assertThat(provider.backups()).containsExactly(oldest, foreign, newest);
    assertThat(provider.catalog(foreign).tables()).isNotEmpty();
    assertThat(stanza.segments()).first().isEqualTo(Place.walFile(oldest.start()));
    assertThat(stanza.records().resolve("catalogs/" + third.id() + ".json")).doesNotExist();
  }

  @Test
  void whatWouldGoWrongIsRefused() throws Exception {
    Backup backup = archery.backUp("one");
    assertThatThrownBy(() -> provider.restore(backup, db1.data(), text -> {}))
        .hasMessageContaining("is the data directory of node \"db1\"");
    Path other = Files.createDirectory(cluster.home().resolve("other"));
    db1.shell().give(other);
    Path precious = Files.writeString(other.resolve("precious"), "not ours");
    assertThatThrownBy(() -> provider.restore(backup, other, text -> {}))
        .hasMessageContaining("is not empty")
        .hasMessageContaining("nothing was changed");
    assertThat(precious).exists();
    assertThatThrownBy(() -> provider.restore(unknown(backup), other, text -> {}))
        .hasMessageContaining("backup \"19990101-000000F\" is not in \"pgbackrest stanza main\"");

    Files.move(stanza.records(), cluster.home().resolve("unmounted"));
    assertThatThrownBy(() -> archery.backUp("two"))
        .hasMessageContaining("records folder")
        .hasMessageContaining("nothing was changed");
  }

  private static Backup unknown(Backup backup) {
    return new Backup(
        "19990101-000000F",
        backup.provider(),
        backup.systemIdentifier(),
        1,
        backup.start(),
        backup.stop(),
        backup.startedAt(),
        backup.stoppedAt(),
        backup.bytes());
  }

  private Backup newest() throws Exception {
    List<Backup> all = provider.backups();
    return all.get(all.size() - 1);
  }

  /** Writes some segments full, and returns what the rows are then. */
  private String changed() throws Exception {
    for (int i = 0; i < 3; i++) {
      db1.run("insert into orders select max(id) + 1 from orders");
      db1.run("select pg_switch_wal()");
    }
    return db1.ask(ROWS);
  }

  private void archiveAll() throws Exception {
    String segment = db1.ask("select pg_walfile_name(pg_switch_wal())");
    Awaiting.that(segment + " is archived", () -> stanza.segments().contains(segment));
  }

  private int code(String command, Path directory) throws IOException, InterruptedException {
    List<String> words = db1.shell().command("/bin/sh", "-c", command);
    return new ProcessBuilder(words).directory(directory.toFile()).start().waitFor();
  }

  /** A program that a killed worker would have left at work on a directory. */
  private static Process leftBehind(String argument) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", "read -r line", "pgbackrest", argument).start();
  }

  private static Consumer<String> dyingAt(String text) {
    return said -> {
      if (said.matches(text)) {
        throw new RestoreDrill.Died();
      }
    };
  }
}
