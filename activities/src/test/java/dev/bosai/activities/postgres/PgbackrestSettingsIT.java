package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Proven.Check;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A repository that is encrypted and bundled, filled and emptied ahead, and set up for its owner.
 */
class PgbackrestSettingsIT {
  private static final String ROWS =
      "select md5(string_agg(o::text, ',' order by id)) from orders o";
  private static final int PLACES = 12;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private PostgresCluster cluster;
  private Stanza stanza;
  private Archery archery;
  private RestoreDrill drill;
  private PostgresServer db1;
  private BackupProvider provider;
  private Backup backup;

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + seed);
    cluster = PostgresCluster.startArchiving(Stanza::elaborate);
    stanza = Stanza.elaborate(cluster.home());
    archery = new Archery(cluster, "db1");
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    provider = cluster.backups("db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5000) g");
    backup = archery.backUp("one");
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void comesBackBesideWhateverItsOwnerWantsOfRestores() throws Exception {
    String before = changed();
    String mistake = archery.mistake(db1, "truncate orders");

    Aim aim = archery.aim("xid:" + mistake);
    Restored restored = drill.restore(aim);

    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
    assertThat(drill.ask(restored, "select count(*) from pg_database where not datistemplate"))
        .isEqualTo("1");
    assertThat(Files.readString(drill.directory().resolve("postgresql.auto.conf")))
        .doesNotContain("nobody may read this");
  }

  @Test
  void eachByteOfABackupThatSomebodyReadsCounts() throws Exception {
    assertThat(provider.verify(backup)).extracting(Check::good).containsOnly(true);
    assertThat(provider.problems()).isEmpty();
    Path folder = stanza.repository(1).resolve("backup/main/" + backup.id());
    List<Path> files = files(folder);
    for (int index = 0; index < PLACES; index++) {
      Path file = files.get(index % files.size());
      Place flipped = new Place(file, random.nextLong(Files.size(file)));
      flipped.flip();

      assertThat(provider.verify(backup))
          .as("%s, seed %d", flipped, seed)
          .anyMatch(check -> !check.good() && check.text().contains(backup.id()));
      flipped.flip();
    }
    for (Path file : files) {
      Path away = Files.move(file, cluster.home().resolve("away"));
      assertThat(provider.verify(backup)).as("without %s", file).anyMatch(check -> !check.good());
      Files.move(away, file);
    }
    assertThat(provider.verify(backup)).extracting(Check::good).containsOnly(true);
  }

  @Test
  void whatIsKeptTwiceIsMissedBeforeBothAreLost() throws Exception {
    for (String name : List.of("backup/main/backup.info", "archive/main/archive.info")) {
      for (String suffix : List.of("", ".copy")) {
        Path file = stanza.repository(1).resolve(name + suffix);
        Place flipped = new Place(file, random.nextLong(Files.size(file)));
        flipped.flip();
        assertThat(provider.problems())
            .as("%s, seed %d", flipped, seed)
            .singleElement()
            .asString()
            .contains(name)
            .contains("repository 1");
        assertThat(provider.backups()).containsExactly(backup);
        flipped.flip();

        Path away = Files.move(file, cluster.home().resolve("away"));
        assertThat(cluster.backupList("db1").alarms())
            .anyMatch(alarm -> alarm.contains("\"" + name + suffix + "\""));
        Files.move(away, file);
      }
    }
    assertThat(provider.problems()).isEmpty();
  }

  @Test
  void eachByteOfTheWalCounts() throws Exception {
    changed();
    List<String> segments = stanza.segments();
    for (int index = 0; index < PLACES; index++) {
      String segment = segments.get(random.nextInt(segments.size()));
      Path file = stanza.segment(segment);
      Place flipped = new Place(file, random.nextLong(Files.size(file)));
      flipped.flip();
      WalArchive archive = provider.archive();
      SortedSet<String> names = archive.names();
      archive.prepare(names);

      for (String name : segments) {
        assertThat(archive.damage(name, archery.system()).isPresent())
            .as("%s of %s, seed %d", name, flipped, seed)
            .isEqualTo(name.equals(segment));
      }
      assertThatThrownBy(() -> archive.folder(new TreeSet<>(List.of(segment))))
          .hasMessageContaining(segment);
      flipped.flip();
    }
  }

  @Test
  void twoWhoFetchTheSameWalDoNotDisturbEachOther() throws Exception {
    changed();
    List<FutureTask<Path>> both = List.of(fetch(), fetch());
    both.forEach(one -> new Thread(one, "fetch").start());

    for (FutureTask<Path> one : both) {
      Path folder = one.get();
      for (String segment : stanza.segments()) {
        assertThat(folder.resolve(segment)).hasSize(16 << 20);
      }
    }
    try (Stream<Path> left = Files.list(both.get(0).get())) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  private FutureTask<Path> fetch() throws Exception {
    WalArchive archive = cluster.backups("db1").archive();
    SortedSet<String> names = archive.names();
    return new FutureTask<>(() -> archive.folder(names));
  }

  /** Writes some segments full, and returns what the rows are then. */
  private String changed() throws Exception {
    for (int i = 0; i < 3; i++) {
      db1.run("insert into orders select max(id) + 1 from orders");
      db1.run("select pg_switch_wal()");
    }
    String last = db1.ask("select pg_walfile_name(pg_current_wal_lsn() - 1)");
    Awaiting.that(last + " is archived", () -> stanza.segments().contains(last));
    return db1.ask(ROWS);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
