package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.TestCluster;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.TableCatalog.Table;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups are taken from a real primary, and each comes back as a server that takes writes. */
class BasebackupIT {
  private static final String SYSTEM = "select system_identifier from pg_control_system()";
  private final List<String> said = new ArrayList<>();
  private PostgresCluster cluster;
  private BackupProvider provider;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    provider = cluster.backups("db1");
    cluster.db1().run("create table ledger(i int)");
    cluster.db1().run("insert into ledger values (1)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aBackupComesBackAsAServerThatTakesWrites() throws Exception {
    Backup backup = take("one");
    assertThat(provider.backups()).containsExactly(backup);
    assertThat(take("one")).isEqualTo(backup);
    assertThat(backup.timeline()).isEqualTo(1);
    assertThat(backup.stop()).isGreaterThan(backup.start());
    assertThat(backup.stoppedAt()).isAfter(backup.startedAt());
    assertThat(backup.systemIdentifier()).isEqualTo(cluster.db1().ask(SYSTEM));
    cluster.db1().run("insert into ledger values (2)");
    Lsn two = Lsn.parse(cluster.db1().ask("select pg_current_wal_lsn()"));
    cluster.db1().run("insert into ledger values (3)");
    archiveAll();

    PostgresServer restored = restored(backup, two);

    assertThat(restored.count("ledger")).isEqualTo(2);
    restored.run("insert into ledger values (4)");
    assertThat(cluster.db1().count("ledger")).isEqualTo(3);
  }

  @Test
  void tellsTheTablesOfEveryDatabaseByTheNumbersThatWalHas() throws Exception {
    cluster.db1().run("create table wide(t text)");
    cluster.db1().run("create database other");
    List<Table> tables = provider.catalog(take("one")).tables();

    String file =
        cluster
            .db1()
            .ask(
                "select 1663 || '/' || d.oid || '/' || pg_relation_filenode('ledger')"
                    + " from pg_database d where datname = 'postgres'");
    assertThat(tables)
        .filteredOn(table -> table.name().equals("public.ledger"))
        .extracting(table -> table.tablespace() + "/" + table.database() + "/" + table.file())
        .containsExactly(file);
    assertThat(tables).filteredOn(table -> table.name().equals("public.wide")).hasSize(2);
    assertThat(tables)
        .filteredOn(table -> table.name().equals("pg_catalog.pg_database"))
        .extracting(table -> table.tablespace() + "/" + table.database())
        .contains("1664/0");
    assertThat(tables.stream().filter(table -> table.name().equals("pg_catalog.pg_class")))
        .hasSize(3);
  }

  @Test
  void whatDeadAttemptsLeftIsRemovedAndNothingElse() throws Exception {
    Backup whole = take("one");
    Path base = cluster.repository().resolve("base");
    Path dead = Files.createDirectory(base.resolve("20200101T000000Z"));
    Files.writeString(dead.resolve("begun"), "dead");
    Files.createDirectories(dead.resolve("data").resolve("base"));
    Path foreign = Files.createDirectory(base.resolve("notes"));

    Backup next = take("two");

    assertThat(provider.backups()).containsExactly(whole, next);
    assertThat(dead).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void aHalfCopiedDirectoryIsBegunAnewAndAnothersIsNotTouched() throws Exception {
    Backup backup = take("one");
    Path into = cluster.home().resolve("copy");
    Files.createDirectories(into.resolve("global"));
    Path other = Files.writeString(into.resolve("precious"), "not ours");
    assertThatThrownBy(() -> provider.restore(backup, into, said::add))
        .hasMessageContaining("is not empty")
        .hasMessageContaining("nothing was changed");
    assertThat(other).exists();

    Files.writeString(cluster.home().resolve("copy.restoring"), backup.id());
    provider.restore(backup, into, said::add);

    assertThat(other).doesNotExist();
    assertThat(into.resolve("global/pg_control")).exists();
    assertThat(cluster.home().resolve("copy.restoring")).doesNotExist();
    assertThat(said.get(said.size() - 1)).matches("\\d+ of \\d+ MB, \\d+ MB/s, 0 s left");
    Object key = Files.getAttribute(into.resolve("global/pg_control"), "unix:ino");
    provider.restore(backup, into, said::add);
    assertThat(Files.getAttribute(into.resolve("global/pg_control"), "unix:ino")).isEqualTo(key);
  }

  @Test
  void namesEachFileThatIsDamagedOrMissing() throws Exception {
    Backup backup = take("one");
    assertThat(provider.verify(backup)).extracting(Proven.Check::good).containsExactly(true);
    Path data = cluster.repository().resolve("base").resolve(backup.id()).resolve("data");
    flip(data.resolve("global/1262"), 100);
    Files.delete(data.resolve("pg_xact/0000"));

    List<Proven.Check> checks = provider.verify(backup);

    assertThat(checks).extracting(Proven.Check::good).containsOnly(false);
    assertThat(checks)
        .extracting(Proven.Check::text)
        .containsExactlyInAnyOrder(
            "backup \"" + backup.id() + "\": checksum mismatch for file \"global/1262\"",
            "backup \"" + backup.id() + "\": file \"pg_xact/0000\" is missing");
  }

  @Test
  void aKilledCopyIsNoBackupAndTheNextAttemptBeginsAnew() throws Exception {
    cluster.replace("pg_basebackup", "#!/bin/sh\nexec " + tool() + " --max-rate=1M \"$@\"\n");
    BackupProvider slow = cluster.backups("db1");
    FutureTask<Backup> first = new FutureTask<>(() -> slow.take("one", said::add));
    new Thread(first, "slow backup").start();
    Awaiting.that("the copy runs", () -> copying().isPresent());

    assertThatThrownBy(() -> slow.take("two", said::add))
        .hasMessageContaining("is held by")
        .hasMessageContaining("taking backup \"one\"");
    copying().orElseThrow().destroyForcibly();

    assertThatThrownBy(first::get).hasMessageContaining("copying the primary failed");
    assertThat(provider.backups()).isEmpty();
    Backup backup = take("one");
    assertThat(provider.backups()).containsExactly(backup);
    try (Stream<Path> folders = Files.list(cluster.repository().resolve("base"))) {
      assertThat(folders.filter(Files::isDirectory)).hasSize(1);
    }
  }

  @Test
  void anInterruptedWorkerLeavesNoProgramBehind() throws Exception {
    cluster.replace("pg_basebackup", "#!/bin/sh\nexec " + tool() + " --max-rate=1M \"$@\"\n");
    BackupProvider slow = cluster.backups("db1");
    FutureTask<Backup> first = new FutureTask<>(() -> slow.take("one", said::add));
    Thread worker = new Thread(first, "slow backup");
    worker.start();
    Awaiting.that("the copy runs", () -> copying().isPresent());

    worker.interrupt();

    assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
    Awaiting.that("the program is gone", () -> copying().isEmpty());
    assertThat(take("one")).isIn(provider.backups());
  }

  @Test
  void whatARestoreWouldWriteOverIsRefused() throws Exception {
    Path own = new Shell(Path.of("/bin")).give(Files.createDirectory(cluster.home().resolve("ts")));
    cluster.db1().run("create tablespace fast location '" + own + "'");
    assertThatThrownBy(() -> take("one"))
        .hasMessageContaining("tablespaces of its own (fast)")
        .hasMessageContaining("nothing was changed");
    cluster.db1().run("drop tablespace fast");

    Backup backup = take("one");
    assertThatThrownBy(() -> provider.restore(backup, cluster.db1().data(), said::add))
        .hasMessageContaining("is the data directory of node \"db1\"");
  }

  private static Path tool() throws IOException {
    return TestCluster.programs().orElseThrow().resolve("pg_basebackup");
  }

  private Optional<ProcessHandle> copying() {
    String pgdata = "--pgdata=" + cluster.repository();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(pgdata))
        .filter(process -> process.info().command().orElse("").endsWith("/pg_basebackup"))
        .findFirst();
  }

  private Backup take(String key) throws Exception {
    return provider.take(key, said::add);
  }

  private PostgresServer restored(Backup backup, Lsn until) throws Exception {
    Path into = cluster.home().resolve("restored");
    provider.restore(backup, into, said::add);
    PostgresServer server =
        cluster.adopt(
            "restored",
            into,
            "restore_command = '" + provider.restoreCommand().replace("'", "''") + "'",
            "recovery_target_lsn = '" + until + "'",
            "recovery_target_timeline = 'current'",
            "recovery_target_action = 'promote'");
    new Shell(Path.of("/bin")).give(Files.createFile(into.resolve("recovery.signal")));
    server.start();
    Awaiting.that("it takes writes", () -> server.ask("select pg_is_in_recovery()").equals("f"));
    return server;
  }

  private void archiveAll() throws Exception {
    String segment = cluster.db1().ask("select pg_walfile_name(pg_current_wal_lsn())");
    cluster.db1().run("select pg_switch_wal()");
    Path file = cluster.archive().resolve(segment);
    Awaiting.that(segment + " is in the archive", () -> Files.exists(file));
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[at] ^= 1;
    Files.write(file, content);
  }
}
