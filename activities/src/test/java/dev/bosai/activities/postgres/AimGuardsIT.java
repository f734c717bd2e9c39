package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import io.temporal.failure.ApplicationFailure;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would stop a recovery on the way is found by its first look, while clients are served. */
class AimGuardsIT {
  private static final long MORE_THAN_ANY_DISK = 1L << 50;
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private RestoreDrill drill;
  private Backup backup;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key)");
    backup = archery.backUp("one");
    db1.run("insert into orders values (1)");
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void aDiskTooSmallForTheRestoreIsRefused() throws Exception {
    Path said = cluster.repository().resolve("base/" + backup.id() + "/backup.json");
    String bytes = "\"bytes\":" + backup.bytes();
    String text = Files.readString(said);
    assertThat(text).contains(bytes);
    Files.writeString(said, text.replace(bytes, "\"bytes\":" + MORE_THAN_ANY_DISK));

    assertThatThrownBy(() -> archery.aim("latest"))
        .hasMessageContaining("a restore beside \"" + db1.data() + "\" needs ")
        .hasMessageContaining(" MB are free; nothing was touched")
        .hasMessageContaining("HINT: make room");
    assertUntouched();
  }

  @Test
  void aDiskTooSmallForTheComparisonsCopyTooIsToldAndRefusesNothing() throws Exception {
    assertThat(archery.aim("latest").notes()).isEmpty();
    // A file that has its size by name only.
    try (RandomAccessFile file = new RandomAccessFile(db1.data().resolve("big").toFile(), "rw")) {
      file.setLength(8L << 40);
    }

    Aim aim = archery.aim("latest");

    assertThat(aim.notes()).hasSize(1);
    assertThat(aim.notes().get(0))
        .matches(
            "after a switch, what was written after the target can be compared once \\d+ MB are free"
                + " beside \""
                + db1.data()
                + "\", \\d+ MB more than the restore leaves");
    assertThat(aim.noSwitch()).isNull();
    assertUntouched();
  }

  @Test
  void aRepositoryThatIsNotMountedIsNamedAndNotTakenForOneWithoutBackups() throws Exception {
    Path mounted = cluster.repository();
    Path elsewhere = mounted.resolveSibling("elsewhere");
    Files.move(mounted, elsewhere);
    String said = "archive folder \"" + mounted.resolve("wal") + "\" is not there";

    assertRefused(() -> archery.aim("latest"), said);
    assertRefused(() -> cluster.backupList("db1"), said);
    assertRefused(() -> archery.provider().archive().names(), said);
    assertRefused(() -> archery.provider().backups(), said);
    // As a mount point is, while nothing is mounted there.
    Files.createDirectory(mounted);
    assertRefused(() -> archery.aim("latest"), said);
    assertRefused(() -> archery.provider().backups(), said);
    Files.delete(mounted);
    Files.move(elsewhere, mounted);
    assertThat(archery.aim("latest").backup()).isEqualTo(backup);
    assertUntouched();
  }

  private static void assertRefused(ThrowingCallable asking, String said) {
    assertThatThrownBy(asking)
        .hasMessageContaining(said + "; nothing was changed")
        .hasMessageContaining("HINT: mount it")
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo(FailureType.REFUSED.name()));
  }

  @Test
  void tablespacesAreRefused() throws Exception {
    Files.createSymbolicLink(db1.data().resolve("pg_tblspc/99999"), Path.of("/nowhere"));

    assertThatThrownBy(() -> archery.aim("latest"))
        .hasMessageContaining("tablespaces of its own")
        .hasMessageContaining("nothing of the node was touched")
        .hasMessageContaining("HINT: restore by hand on another host");
    Files.delete(db1.data().resolve("pg_tblspc/99999"));
    assertUntouched();
  }

  @Test
  void aLinkedDataDirectoryCannotBeSwitchedAndItsTablesCanStillBeLookedAt() throws Exception {
    Files.move(db1.data(), Path.of(db1.data() + "-real"));
    Files.createSymbolicLink(db1.data(), Path.of(db1.data() + "-real"));

    Aim aim = archery.aim("latest");

    assertThat(aim.noSwitch())
        .isEqualTo(
            "data directory \""
                + db1.data()
                + "\" is a link: name the real directory in the system file");
    Restored restored = drill.restore(aim);
    assertThat(drill.ask(restored, "select count(*) from orders")).isEqualTo("1");
    assertThatThrownBy(() -> drill.open(restored))
        .hasMessageContaining("is a link; nothing was changed");
    assertThat(drill.ask(restored, "select pg_is_in_recovery()")).isEqualTo("t");
    assertUntouched();
    assertThat(drill.discard()).isTrue();
  }

  /** Clients go on writing, and nothing stands beside but what a test put there itself. */
  private void assertUntouched() throws Exception {
    db1.run("insert into orders select max(id) + 1 from orders");
    assertThat(db1.ask("show default_transaction_read_only")).isEqualTo("off");
  }
}
