package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.port.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup without its WAL is none, and an archive that fails is said. */
class BasebackupArchiveIT {
  private final List<String> said = new ArrayList<>();
  private PostgresCluster cluster;
  private BackupProvider provider;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    provider = cluster.backups("db1");
    cluster.db1().run("create table ledger(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aBackupCountsOnlyWhenItsWalIsInTheRepository() throws Exception {
    cluster.db1().run("alter system set archive_command = '/bin/true'");
    cluster.db1().run("select pg_reload_conf()");
    cluster.db2().run("alter system set archive_command = '/bin/true'");
    cluster.db2().run("select pg_reload_conf()");
    FutureTask<Backup> taken = new FutureTask<>(() -> take("one"));
    new Thread(taken, "backup").start();
    Path base = cluster.repository().resolve("base");
    Awaiting.that("the copy is there", () -> hasManifest(base));

    assertThat(provider.backups()).isEmpty();
    try (Stream<Path> segments = Files.list(cluster.db1().data().resolve("pg_wal"))) {
      for (Path segment : segments.filter(Files::isRegularFile).toList()) {
        Path part = Files.copy(segment, cluster.archive().resolve("part"));
        Path whole = cluster.archive().resolve(segment.getFileName());
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    assertThat(taken.get()).isIn(provider.backups());
  }

  @Test
  void anArchiveCommandThatFailsIsSaidBeforeAnythingIsCopied() throws Exception {
    cluster.db1().run("alter system set archive_command = 'false'");
    cluster.db1().run("select pg_reload_conf()");
    cluster.db1().run("select pg_switch_wal()");
    Awaiting.that(
        "archiving failed",
        () -> cluster.db1().count("pg_stat_archiver where last_failed_wal is not null") == 1);

    assertThatThrownBy(() -> take("one"))
        .hasMessageContaining("its archive_command fails")
        .hasMessageContaining("nothing was changed");
    assertThat(cluster.backupList("db1").alarms())
        .contains("there is no backup")
        .anyMatch(alarm -> alarm.startsWith("the primary \"db1\" does not archive"));
  }

  @Test
  void aServerThatWaitsForItsArchiverIsNotWaitedForForEver() throws Exception {
    cluster.replace(
        "pg_basebackup",
        "#!/bin/sh\necho 'WARNING:  still waiting for all required WAL segments to be archived"
            + " (60 seconds elapsed)'\nexec sleep 600\n");

    assertThatThrownBy(() -> cluster.backups("db1").take("one", said::add))
        .hasMessageContaining("archive_command does not deliver");
    assertThat(ProcessHandle.allProcesses().filter(this::sleeps)).isEmpty();
  }

  @Test
  void aMissingArchiveDoesNotLookLikeTheEndOfTheWal() throws Exception {
    String command =
        provider
            .restoreCommand()
            .replace("%f", "00000001000000000000002A")
            .replace("%p", cluster.home() + "/fetched");

    assertThat(shell(command)).isEqualTo(1);
    Files.move(cluster.archive(), cluster.home().resolve("elsewhere"));
    assertThat(shell(command)).isEqualTo(255);
    assertThatThrownBy(() -> take("one")).hasMessageContaining("is not there");
  }

  private static int shell(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private boolean sleeps(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("sleep 600")
        && process.parent().filter(ProcessHandle.current()::equals).isPresent();
  }

  private static boolean hasManifest(Path base) throws IOException {
    try (Stream<Path> files = Files.walk(base)) {
      return files.anyMatch(file -> file.endsWith("backup_manifest"));
    }
  }

  private Backup take(String key) throws Exception {
    return provider.take(key, said::add);
  }
}
