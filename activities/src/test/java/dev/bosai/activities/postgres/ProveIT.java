package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.port.Proven.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup is proven by restoring it; damage anywhere turns the proof red and is named. */
class ProveIT {
  private static final int PLACES = 6;
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private Prover prover;
  private Backup backup;
  private Instant newest;
  private Lsn begin;
  private Lsn end;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    prover = new Prover(cluster);
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create schema bosai");
    db1.run("create table bosai.probe(id bigint primary key, at timestamptz default now())");
    db1.run("insert into bosai.probe values (1), (2), (4)");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, repeat(md5(g::text), 20) from generate_series(1, 500) g");
    backup = archery.backUp("one");
    // A commit that lies before every place that is damaged below.
    db1.run("create table first_word(i int)");
    begin = Lsn.parse(db1.ask("select pg_current_wal_insert_lsn()"));
    db1.run(
        "insert into orders select g, repeat(md5(g::text), 20) from generate_series(501, 40000) g");
    newest = lastCommit();
    end = Lsn.parse(db1.ask("select pg_current_wal_insert_lsn()"));
    archiveAll();
  }

  @AfterEach
  void stop() throws Exception {
    prover.end();
    cluster.close();
  }

  @Test
  void aGoodBackupIsProvenUpToItsNewestCommitAndNothingOfItStays() throws Exception {
    cluster.expect("select count(*) from orders", "40000");
    List<String> archived = names(cluster.archive());

    Proven proven = prove("order-1");

    assertThat(proven.checks()).allMatch(Check::good);
    assertThat(proven.passed()).isTrue();
    assertThat(proven.backup()).isEqualTo(backup.id());
    assertThat(proven.timeline()).isEqualTo(1);
    assertThat(proven.point()).isEqualTo(newest);
    assertThat(proven.lsn()).isGreaterThanOrEqualTo(end);
    assertThat(proven.bytes()).isEqualTo(backup.bytes());
    assertThat(proven.walBytes()).isEqualTo(proven.lsn().bytes() - backup.start().bytes());
    assertThat(proven.copyMs()).isPositive();
    assertThat(proven.replayMs()).isPositive();
    assertThat(texts(proven))
        .contains("\"select count(*) from orders\" answered \"40000\"")
        .anyMatch(text -> text.matches("3 probe rows up to id 4, .*; none is missing that .*"))
        .contains("tables and indexes are in order")
        .anyMatch(text -> text.contains("every file of backup"))
        .anyMatch(text -> text.contains("carry no checksums"));
    assertThat(proven.checks()).filteredOn(Check::wasLeftOut).hasSize(1);
    assertThat(proven.forecast().bytes()).isGreaterThan(backup.bytes() / 2);
    assertThat(proven.forecast().restoreMs()).isPositive();
    assertThat(names(cluster.archive())).containsExactlyElementsOf(archived);
    assertThat(scratch().resolve("data")).doesNotExist();
    assertThat(servers()).isZero();
    assertThat(prove("order-1")).isEqualTo(proven);
    assertThat(archery.provider().proofs().newestPassed()).contains(proven);
  }

  @Test
  void anAnswerThatIsNotTheExpectedOneTurnsItRed() throws Exception {
    cluster.expect("select count(*) = 7 from orders", "t");
    cluster.expect("select nonsense", "t");

    Proven proven = prove("order-1");

    assertThat(proven.passed()).isFalse();
    assertThat(bad(proven))
        .hasSize(2)
        .anyMatch(text -> text.contains("answered \"f\"; expected \"t\""))
        .anyMatch(text -> text.contains("nonsense"));
    assertThat(proven.point()).isEqualTo(newest);
  }

  @Test
  void aRowOfTheProbeThatOnlyTheServingDatabaseHasTurnsItRed() throws Exception {
    db1.run("insert into bosai.probe values (5, now() - interval '1 hour')");

    assertThat(bad(prove("order-1")))
        .singleElement()
        .asString()
        .contains("1 rows are missing that node \"db1\" has from before ");
  }

  @Test
  void aByteFlippedAnywhereInTheWalIsNamedWithTheLastRecoverablePoint() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int place = 0; place < PLACES; place++) {
      Place flipped = Place.inWal(random, cluster.archive(), begin, end);
      flipped.flip();

      Proven proven = prove("flip-" + place);

      assertThat(proven.passed()).as("%s, seed %d", flipped, seed).isFalse();
      assertThat(bad(proven))
          .as("%s, seed %d", flipped, seed)
          .singleElement()
          .asString()
          .contains("\"" + flipped.file().getFileName() + "\"")
          .contains("the last recoverable point is");
      assertThat(proven.point()).as("%s, seed %d", flipped, seed).isBefore(newest);
      flipped.flip();
    }
    assertThat(prove("whole-again").passed()).isTrue();
  }

  @Test
  void aByteFlippedInOrAFileMissingFromTheBackupIsNamedWithWhatIsLeft() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path data = cluster.repository().resolve("base").resolve(backup.id()).resolve("data");
    for (int place = 0; place < PLACES; place++) {
      Place flipped = Place.in(random, data);
      flipped.flip();

      Proven proven = prove("flip-" + place);

      assertThat(proven.passed()).as("%s, seed %d", flipped, seed).isFalse();
      assertThat(bad(proven))
          .as("%s, seed %d", flipped, seed)
          .anyMatch(text -> text.contains("\"" + data.relativize(flipped.file()) + "\""))
          .anyMatch(text -> text.contains("there is no older backup"));
      assertThat(proven.point()).isNull();
      flipped.flip();
    }
    Backup second = archery.backUp("two");
    Files.delete(
        cluster.repository().resolve("base/" + second.id() + "/data/global/pg_filenode.map"));
    Proven proven = prove("missing");
    assertThat(bad(proven))
        .anyMatch(text -> text.contains("\"global/pg_filenode.map\" is missing"))
        .anyMatch(text -> text.contains("backup \"" + backup.id() + "\" is left"));
    assertThat(prove("older", backup.id(), text -> {}).passed()).isTrue();
  }

  @Test
  void aWalFileThatIsMissingIsNamedAndWhatComesBeforeItIsProven() throws Exception {
    List<String> segments =
        names(cluster.archive()).stream()
            .filter(name -> name.matches("[0-9A-F]{24}"))
            .filter(name -> name.compareTo(Place.walFile(backup.stop())) > 0)
            .toList();
    Files.delete(cluster.archive().resolve(segments.get(0)));

    Proven proven = prove("order-1");

    assertThat(bad(proven))
        .singleElement()
        .asString()
        .contains("\"" + segments.get(0) + "\" in the archive is missing");
    assertThat(proven.checks()).anyMatch(check -> check.name().equals("replay") && check.good());
    Files.delete(cluster.archive().resolve(Place.walFile(backup.start())));
    Proven nothing = prove("order-2");
    assertThat(bad(nothing)).anyMatch(text -> text.contains("cannot be restored"));
    assertThat(nothing.point()).isNull();
  }

  @Test
  void aProofThatIsStoppedLeavesNoServerAndIsMadeAnew() throws Exception {
    assertThatThrownBy(
            () ->
                prove(
                    "order-1",
                    null,
                    text -> {
                      if (text.startsWith("pg_amcheck")) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(servers()).isZero();

    assertThat(prove("order-1").passed()).isTrue();

    assertThat(servers()).isZero();
    assertThat(scratch().resolve("server")).doesNotExist();
  }

  @Test
  void aBackupThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> prove("order-1", "19990101T000000Z", text -> {}))
        .hasMessageContaining("there is no backup \"19990101T000000Z\"")
        .hasMessageContaining("nothing was changed");
  }

  private Instant lastCommit() throws Exception {
    db1.run("create table last_word(i int)");
    String segment = "select pg_walfile_name(pg_current_wal_insert_lsn())";
    String text =
        db1.shell()
            .run(
                "/bin/sh",
                "-c",
                "TZ=UTC pg_waldump --rmgr=Transaction --path='%s' '%s' 2>/dev/null | grep COMMIT"
                        .formatted(db1.data().resolve("pg_wal"), db1.ask(segment))
                        .replace("pg_waldump", db1.shell().bin().resolve("pg_waldump").toString())
                    + " | tail -1 | sed 's/.*COMMIT //; s/ UTC.*//'");
    return Instant.parse(text.strip().replace(' ', 'T') + "Z");
  }

  private void archiveAll() throws Exception {
    String segment = db1.ask("select pg_walfile_name(pg_switch_wal())");
    Awaiting.that(segment + " is archived", () -> Files.exists(cluster.archive().resolve(segment)));
  }

  private Proven prove(String key) throws Exception {
    return prover.prove(key);
  }

  private Proven prove(String key, String id, Consumer<String> heard) throws Exception {
    return prover.prove(key, id, heard);
  }

  private static List<String> bad(Proven proven) {
    return Prover.bad(proven);
  }

  private static List<String> texts(Proven proven) {
    return proven.checks().stream().map(Check::text).toList();
  }

  private Path scratch() {
    return prover.scratch();
  }

  /** Counts living postmasters of proofs, by their lock file. */
  private int servers() throws Exception {
    Path lock = scratch().resolve("data/postmaster.pid");
    if (!Files.exists(lock)) {
      return 0;
    }
    long pid = Long.parseLong(Files.readAllLines(lock).get(0));
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() ? 1 : 0;
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      // What is under way there belongs to the standby's archiver.
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
