package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.port.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the way of a backup that pgBackRest takes, or of its return. */
class PgbackrestTroubleIT {
  private PostgresCluster cluster;
  private Stanza stanza;
  private Archery archery;
  private PostgresServer db1;
  private BackupProvider provider;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving(Stanza::twice);
    stanza = Stanza.twice(cluster.home());
    archery = new Archery(cluster, "db1");
    db1 = cluster.db1();
    provider = cluster.backups("db1");
    db1.run("create table orders(id int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void anAttemptThatDiesIsGoneOnWithAndLeavesOneBackup() throws Exception {
    assertThatThrownBy(() -> provider.take("backup/lab 1", PgbackrestTroubleIT::die))
        .isInstanceOf(RestoreDrill.Died.class);
    assertThat(provider.backups()).isEmpty();
    assertThat(unfinished()).isEqualTo(1);
    Process left = leftBehind(stanza.config().toString(), "--annotation=bosai=backup/lab 1");
    Process others = leftBehind("/etc/other.conf", "--annotation=bosai=backup/lab 1");

    Backup backup = provider.take("backup/lab 1", text -> {});

    assertThat(left.waitFor()).isNotZero();
    assertThat(others.isAlive()).as("another stanza's backup for the same order").isTrue();
    others.destroyForcibly().waitFor();
    assertThat(provider.backups()).containsExactly(backup);
    assertThat(unfinished()).isZero();
    assertThat(provider.take("backup/lab 1", PgbackrestTroubleIT::die)).isEqualTo(backup);
  }

  @Test
  void whatADeadAttemptLeftIsWaitedFor() throws Exception {
    Process other = held(cluster.home().resolve("pgbackrest-lock/main-backup.lock"));
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            other::destroyForcibly, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

    assertThat(archery.backUp("one")).isIn(provider.backups());
    ended.join();
  }

  @Test
  void somebodyElsesBackupIsWaitedForByTryingAgain() throws Exception {
    Path lock = cluster.home().resolve("pgbackrest-lock/main-backup.lock");
    Process other = held(lock);
    try {
      assertThatThrownBy(() -> archery.backUp("one"))
          .hasMessageContaining("another command of pgBackRest works on stanza \"main\"");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(archery.backUp("one")).isIn(provider.backups());
  }

  @Test
  void aStanzaOfAnotherClusterIsRefused() throws Exception {
    Path other = cluster.home().resolve("other");
    db1.shell().run("initdb", "-A", "trust", "-D", other.toString());
    Path own = Files.copy(stanza.config(), cluster.home().resolve("own.conf"));
    String text = Files.readString(own);
    Files.writeString(
        stanza.config(),
        text.replace(cluster.home() + "/repo", other + "/repo")
            .replace(db1.data().toString(), other.toString()));
    stanza.run(db1.shell(), "--no-online", "stanza-create");

    assertThatThrownBy(() -> archery.backUp("one"))
        .hasMessageContaining("holds backups of cluster")
        .hasMessageContaining("the primary is of cluster \"" + archery.system() + "\"")
        .hasMessageContaining("nothing was changed");

    Files.copy(own, stanza.config(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(archery.backUp("one")).isIn(provider.backups());
  }

  @Test
  void tablespacesThatSomebodyElseBackedUpAreNotWrittenOver() throws Exception {
    Path fast = db1.shell().give(Files.createDirectory(cluster.home().resolve("ts")));
    db1.run("create tablespace fast location '" + fast + "'");
    assertThatThrownBy(() -> archery.backUp("one")).hasMessageContaining("tablespaces of its own");
    stanza.run(db1.shell(), "--repo=1", "--type=full", "--start-fast", "backup");
    Backup foreign = provider.backups().get(0);
    db1.run("drop tablespace fast");
    Path into = cluster.home().resolve("into");

    assertThatThrownBy(() -> provider.restore(foreign, into, text -> {}))
        .hasMessageContaining("has tablespaces of its own (fast)")
        .hasMessageContaining("nothing was changed");

    assertThat(into).doesNotExist();
    try (Stream<Path> files = Files.list(fast)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void whatIsDamagedInOneRepositoryIsTakenFromTheOther() throws Exception {
    Backup backup = archery.backUp("one");
    db1.run("insert into orders select generate_series(1, 9)");
    String segment = db1.ask("select pg_walfile_name(pg_switch_wal())");
    Awaiting.that(segment + " is archived", () -> stanza.segments().contains(segment));
    Place flipped = new Place(stanza.segment(segment), 1000);
    flipped.flip();

    PostgresServer restored = archery.restore(archery.aim("latest"));

    assertThat(restored.count("orders")).isEqualTo(9);
    assertThat(backup.timeline()).isEqualTo(1);
    Files.delete(flipped.file());
    assertThat(provider.archive().names()).contains(segment);
    assertThat(cluster.backupList("db1").gaps()).isEmpty();
  }

  private static void die(String said) {
    throw new RestoreDrill.Died();
  }

  /** Counts what pgBackRest began and did not end. */
  private long unfinished() throws IOException {
    try (Stream<Path> files = Files.walk(stanza.repository(1).resolve("backup/main"), 2)) {
      return files
          .filter(file -> file.endsWith("backup.manifest.copy"))
          .filter(file -> !Files.exists(file.resolveSibling("backup.manifest")))
          .count();
    }
  }

  /** Holds the lock that pgBackRest takes for a backup. */
  private Process held(Path lock) throws Exception {
    List<String> words =
        db1.shell().command("/usr/bin/flock", "-ox", lock.toString(), "sleep", "600");
    Process process = new ProcessBuilder(words).start();
    Awaiting.that("the lock is held", () -> isHeld(lock));
    return process;
  }

  private boolean isHeld(Path lock) throws Exception {
    List<String> words = db1.shell().command("/usr/bin/flock", "-xn", lock.toString(), "true");
    return Files.exists(lock) && new ProcessBuilder(words).start().waitFor() == 1;
  }

  /** A program that a killed worker would have left at work. */
  private static Process leftBehind(String config, String option) throws IOException {
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            "read -r line",
            "pgbackrest",
            "--config=" + config,
            "--stanza=main",
            option)
        .start();
  }
}
