package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bosai.workflows.port.RowActivities.CompareRows;
import dev.bosai.workflows.port.RowActivities.TableChanges;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever clients wrote after the target comes out as rows, and nothing else does. */
class CompareRowsIT {
  private static final String RUN = "lab@1";

  private static final String HELD =
      "pg_stat_activity where query like '%pg_sleep(43200)%'" + " and pid <> pg_backend_pid()";

  private static final String WAITING = "pg_locks where not granted";

  private PostgresCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    cluster.db1().run(AwkwardTables.SCHEMA);
    cluster.db1().run(AwkwardTables.ROWS);
    cluster.db1().run("create database side");
    side("create table public.s(i int primary key, v text); insert into s values (1, 'one')");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void exactlyWhatWasWrittenAfterTheTargetComesOut() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    clientsWrite();
    String before = aside.fingerprint();

    WrittenAfter found = compare(aside, RUN);

    assertThat(found.tables()).containsOnlyKeys(AwkwardTables.CHANGED);
    counts(found, "public.things", 2, 3, 1);
    counts(found, "public.Odd \"Na\nme", 1, 1, 1);
    counts(found, "public.nokey", 3, 0, 2);
    counts(found, "public.parts", 2, 1, 1);
    counts(found, "public.texts", 2, 1, 1);
    counts(found, "public.uuids", 1, 0, 1);
    counts(found, "public.items", 1, 0, 0);
    counts(found, "public.fresh", 2, 0, 0);
    counts(found, "side/public.s", 1, 1, 0);
    assertThat(found.tables().get("public.nokey").key()).isEmpty();
    assertThat(found.tables().get("public.things").key()).containsExactly("id");
    assertThat(aside.fingerprint()).isEqualTo(before);
    assertThat(aside.programs()).isEmpty();
    assertThat(aside.marker().resolve("compare/lab_1/old")).doesNotExist();
    assertThat(found.notCompared()).isEmpty();
    assertNotes(found);
    assertReadableByOwnerOnly(found);
  }

  @Test
  void theCsvShowsBothRowsAndWhichColumnsDiffer() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    WrittenAfter found = compare(aside, RUN);

    List<String> texts = Files.readAllLines(Path.of(found.tables().get("public.texts").file()));
    assertThat(texts)
        .containsExactly(
            "change,row,changed,k,v",
            "deleted,restored,,Z,upper",
            "updated,old,v,a,\"quoted \"\"new\"\", and more\"",
            "updated,restored,v,a,lower",
            "inserted,old,,\uFF5E,wide",
            "inserted,old,,\uD83D\uDE80,");
    List<String> parts = Files.readAllLines(Path.of(found.tables().get("public.parts").file()));
    assertThat(parts).contains("inserted,old,,2,south,moved", "deleted,restored,,2,north,v");
  }

  @Test
  void anotherCallReturnsTheSameAndComparesNothing() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    WrittenAfter first = compare(aside, RUN);
    Files.move(Path.of(aside.switched().kept()), Path.of(aside.switched().kept() + ".gone"));
    assertThat(compare(aside, RUN)).isEqualTo(first);
  }

  @Test
  void theStatementsBringTheOldRowsBack() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    WrittenAfter found = compare(aside, RUN);
    for (var table : found.tables().entrySet()) {
      String database = table.getKey().startsWith("side/") ? "side" : "postgres";
      cluster.db1().psql(database, "--file=" + table.getValue().sql());
    }
    WrittenAfter rest = compare(aside, "again");
    assertThat(rest.tables())
        .containsOnlyKeys(
            "public.things",
            "public.Odd \"Na\nme",
            "public.nokey",
            "public.parts",
            "public.texts",
            "public.uuids",
            "public.items");
    // What stood in the column that is not there cannot come back.
    counts(rest, "public.items", 0, 1, 0);
    for (String table : rest.tables().keySet()) {
      TableChanges changes = rest.tables().get(table);
      assertThat(changes.inserted()).as(table).isZero();
      Path file = Path.of(changes.sql());
      Files.writeString(file, Files.readString(file).replace("-- delete from", "delete from"));
      cluster.db1().psql("postgres", "--file=" + changes.sql());
    }
    assertThat(compare(aside, "third").tables()).containsOnlyKeys("public.items");
  }

  @Test
  void aRowThatAClientHasChangedSinceIsLeftAsItIs() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    cluster.db1().run("update texts set v = 'by a client' where k = 'a'");
    cluster.db1().run("insert into texts values ('\uFF5E', 'by a client')");
    WrittenAfter found = compare(aside, RUN);
    counts(found, "public.texts", 2, 1, 1);
    cluster.db1().psql("postgres", "--file=" + found.tables().get("public.texts").sql());
    assertThat(cluster.db1().count("texts where v = 'by a client'")).isEqualTo(2);
  }

  @Test
  void aMomentThatIsNotHeldAnyMoreIsSaid() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    PostgresServer db1 = cluster.db1();
    db1.shell().run("pg_ctl", "restart", "-w", "-m", "fast", "-D", db1.data().toString());
    cluster.db1().run("insert into texts values ('client', 'after the switch')");
    Awaiting.that("the sessions have ended", () -> aside.programs().isEmpty());
    WrittenAfter found = compare(aside, RUN);
    counts(found, "public.texts", 2, 1, 2);
    assertThat(found.notes())
        .anyMatch(
            note -> note.matches("(?s)database \"postgres\" was read at .*after the switch.*"));
  }

  @Test
  void theHeldMomentOutlivesAWorkerAndIsTakenOnce() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    String first = aside.holder().snapshot(aside.host(), "lab_1", "postgres").orElseThrow();
    List<ProcessHandle> programs = aside.programs();
    aside.hold();
    assertThat(aside.holder().snapshot(aside.host(), "lab_1", "postgres")).contains(first);
    assertThat(aside.programs()).isEqualTo(programs).hasSize(2);
    for (ProcessHandle program : programs) {
      assertThat(String.join(" ", program.info().arguments().orElseThrow()))
          .doesNotContain(PostgresCluster.PASSWORD);
    }
    aside.holder().end(aside.host(), "lab_1");
    assertThat(aside.programs()).isEmpty();
    Awaiting.that("the server knows", () -> cluster.db1().count(HELD) == 0);
  }

  @Test
  void whatAKilledAttemptLeftIsEndedAndDoneAnew() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    Path work = aside.marker().resolve("compare/lab_1");
    Path copy = work.resolve("old");
    PostgresServer db1 = cluster.db1();
    db1.shell().run("/bin/cp", "-a", aside.switched().kept(), copy.toString());
    Files.move(copy.resolve("global/pg_control.fenced"), copy.resolve("global/pg_control"));
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
    db1.shell()
        .run(
            "pg_ctl",
            "start",
            "-w",
            "-D",
            copy.toString(),
            "-l",
            copy + "/log",
            "-o",
            "-c listen_addresses='' -c unix_socket_directories='" + copy + "'");
    Path written = aside.marker().resolve("written-after/lab_1");
    db1.shell().run("/bin/mkdir", "-p", written.toString());
    Files.writeString(written.resolve("public.texts.csv"), "half a fi");
    Files.writeString(written.resolve("public.else.csv"), "of another attempt");

    WrittenAfter found = compare(aside, "lab_1");

    counts(found, "public.texts", 2, 1, 1);
    assertThat(written.resolve("public.else.csv")).doesNotExist();
    assertThat(copy).doesNotExist();
    assertThat(aside.programs()).isEmpty();
  }

  @Test
  void anInterruptEndsEverythingAndTheNextAttemptSucceeds() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    aside.hold();
    try (Connection locker = cluster.db1().connect()) {
      locker.setAutoCommit(false);
      locker.createStatement().execute("lock table texts in access exclusive mode");
      FutureTask<Throwable> seen =
          new FutureTask<>(() -> catchThrowable(() -> compare(aside, "lab_1")));
      Thread worker = new Thread(seen);
      worker.start();
      Awaiting.that("it waits for the table", () -> cluster.db1().count(WAITING) == 1);
      worker.interrupt();
      assertThat(seen.get()).hasMessageContaining("interrupted");
    }
    assertThat(aside.programs()).hasSize(2);
    assertThat(aside.marker().resolve("compare/lab_1/old")).doesNotExist();
    counts(compare(aside, "lab_1"), "public.texts", 2, 1, 1);
  }

  @Test
  void anotherDirectoryIsNotTouched() throws Exception {
    PutAside aside = PutAside.of(cluster, "lab_1", this::damage);
    Switched other =
        new Switched(aside.switched().promoted(), cluster.db2().data().toString(), "lab_1");
    assertThatThrownBy(
            () ->
                cluster
                    .rows()
                    .compareRows(new CompareRows(PostgresCluster.node("db1"), other, RUN)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("nothing was changed");
  }

  private WrittenAfter compare(PutAside aside, String run) {
    return cluster
        .rows()
        .compareRows(new CompareRows(PostgresCluster.node("db1"), aside.switched(), run));
  }

  private void damage(PostgresServer db1) throws Exception {
    db1.run(AwkwardTables.AFTER);
    db1.run(AwkwardTables.IN_DOUBT);
    side("insert into s values (2, 'two'); update s set v = 'uno' where i = 1");
  }

  private void clientsWrite() throws Exception {
    cluster.db1().run("insert into texts values ('client', 'after the switch')");
    cluster.db1().run("update things set note = 'after the switch' where id = 5");
    cluster.db1().run("delete from nokey");
    side("insert into s values (77, 'after the switch')");
  }

  private void side(String sql) throws Exception {
    cluster.db1().psql("side", "--command=" + sql);
  }

  private static void counts(WrittenAfter found, String table, long... expected) {
    TableChanges changes = found.tables().get(table);
    assertThat(new long[] {changes.inserted(), changes.updated(), changes.deleted()})
        .as(table)
        .isEqualTo(expected);
  }

  private static void assertNotes(WrittenAfter found) {
    assertThat(String.join("\n", found.notes()))
        .contains("\"public.gone\" was dropped after the target and is there again, with 2 rows")
        .contains("\"public.fresh\" was created after the target")
        .contains("\"bosai.probe\" is left out: it had 3 rows, 1 are in what was restored")
        .contains("\"public.unlogged\" of database \"postgres\" is unlogged")
        .contains("\"in doubt\" of database \"postgres\" was prepared and not committed")
        .contains("column \"extra\" of table \"public.items\" was added after the target")
        .doesNotContain("after the switch");
  }

  private static void assertReadableByOwnerOnly(WrittenAfter found) throws Exception {
    Path folder = Path.of(found.folder());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        assertThat(Files.getOwner(file)).isEqualTo(Files.getOwner(folder));
      }
    }
  }
}
