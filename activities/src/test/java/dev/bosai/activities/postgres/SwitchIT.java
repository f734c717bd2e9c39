package dev.bosai.activities.postgres;

import static dev.bosai.activities.postgres.SwitchDrill.DB1;
import static dev.bosai.activities.postgres.SwitchDrill.DB2;
import static dev.bosai.activities.postgres.SwitchDrill.NOT_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.place.OwnFiles;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.AskWritten;
import dev.bosai.workflows.port.SwitchActivities.DiscardOld;
import dev.bosai.workflows.port.SwitchActivities.HoldWrites;
import dev.bosai.workflows.port.SwitchActivities.LostBySwitch;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restored directory takes the damaged primary's place, and gives it back. */
class SwitchIT {
  private PostgresCluster cluster;
  private RestoredByHand byHand;
  private Opened opened;
  private SwitchDrill drill;

  /** Five rows; then the mistake, which leaves one. */
  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create schema bosai");
    cluster.db1().run("create table bosai.probe(id bigint primary key, at timestamptz)");
    cluster.db1().run("create table public.ledger(i int)");
    byHand = new RestoredByHand(cluster, "r1");
    byHand.copy();
    cluster.db1().run("insert into ledger select generate_series(1, 5)");
    Lsn target = Lsn.parse(cluster.db1().ask("select pg_current_wal_insert_lsn()"));
    cluster.db1().run("delete from ledger where i > 1");
    opened = byHand.opened(target);
    drill = new SwitchDrill(cluster, opened);
  }

  @AfterEach
  void stop() throws Exception {
    byHand.stop();
    cluster.close();
  }

  @Test
  void theNodeComesBackAsItWasAtTheTargetAndItsOldDirectoryIsUntouched() throws Exception {
    cluster.db1().run("alter system set work_mem = '5MB'");
    FenceProof.NodeDown proof = drill.fence(DB1);
    String before = checksum(cluster.db1().data());
    Switched switched = drill.switchTo(proof);

    assertThat(cluster.db1().count("ledger")).isEqualTo(5);
    assertThat(cluster.db1().ask("select pg_is_in_recovery()")).isEqualTo("f");
    assertThat(cluster.db1().ask("show work_mem")).isEqualTo("5MB");
    assertThat(cluster.db1().ask("show archive_mode")).isEqualTo("always");
    assertThat(cluster.db1().ask("show recovery_target_lsn")).isEmpty();
    assertThat(switched.promoted().timeline()).isEqualTo(2);
    assertThat(checksum(Path.of(switched.kept()))).isEqualTo(before);
    Awaiting.that(
        "the new timeline's history is in the archive",
        () -> Files.exists(cluster.archive().resolve("00000002.history")));
    LossFound lost =
        cluster.switches().lostBySwitch(new LostBySwitch(DB1, switched, opened.timeline()));
    assertThat(lost.count()).isEqualTo(1);
    // The next attempt finds it done.
    assertThat(drill.switchTo(proof).kept()).isEqualTo(switched.kept());
  }

  @Test
  void anExchangeThatWasCutOffBetweenItsTwoRenamesIsFinished() throws Exception {
    FenceProof.NodeDown proof = drill.fence(DB1);
    cutOffBetweenTheRenames();

    drill.switchTo(proof);
    assertThat(cluster.db1().count("ledger")).isEqualTo(5);
  }

  @Test
  void withoutAFenceNothingIsTouched() throws Exception {
    FenceProof.NodeDown invented =
        new FenceProof.NodeDown(
            "db1", drill.system(), java.time.Instant.now(), Token.NONE, 0, List.of(), 1, null);
    assertThatThrownBy(() -> drill.switchTo(invented)).hasMessageContaining("is not fenced");
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    FenceProof.NodeDown ofAnother = drill.fence(DB2);
    assertThatThrownBy(() -> drill.switchTo(ofAnother)).hasMessageContaining("is of node \"db2\"");
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
  }

  @Test
  void undoFindsEverythingAsItWasTheStandbyIncluded() throws Exception {
    hold(true);
    FenceProof.NodeDown proof = drill.fence(DB1);
    drill.fence(DB2);
    String before = checksum(cluster.db1().data());
    Switched switched = drill.switchTo(proof);
    cluster.db1().run("insert into bosai.probe values (1, now())");
    WrittenSince seen = cluster.switches().writtenSince(new AskWritten(DB1, switched));
    assertThat(seen.commits()).isZero();
    assertThat(seen.missing()).isEmpty();

    FenceProof.NodeDown again = drill.fence(DB1);
    assertThat(checksum(Path.of(switched.kept()))).isEqualTo(before);
    Switched back = drill.undo(switched, again, seen, false);

    assertThat(back.promoted().timeline()).isEqualTo(3);
    assertThat(cluster.db1().ask("select pg_is_in_recovery()")).isEqualTo("f");
    assertThat(cluster.db1().count("pg_file_settings where name ~ '^(recovery|primary|restore)_'"))
        .isZero();
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    assertThat(cluster.db1().ask("show default_transaction_read_only")).isEqualTo("off");
    assertThat(cluster.onHosts().liftFence(new LiftFence(DB2, drill.system(), drill.next())))
        .isTrue();
    cluster.db1().run("insert into ledger values (6)");
    Awaiting.that("the standby follows again", () -> cluster.db2().count("ledger") == 2);
    // The next attempt finds it done.
    assertThat(drill.undo(switched, again, seen, false).promoted().timeline()).isEqualTo(3);
  }

  @Test
  void aNodeThatDoesNotStartWithWhatWasRestoredGetsItsOldDirectoryBack() throws Exception {
    Files.delete(Path.of(opened.restored().directory()).resolve("pg_xact/0000"));
    FenceProof.NodeDown proof = drill.fence(DB1);
    assertThatThrownBy(() -> drill.switchTo(proof)).hasMessageContaining("\"db1\"");

    Switched back = drill.undo(drill.begun(), drill.fence(DB1), NOT_READ, false);

    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    assertThat(Path.of(back.kept()).resolve("pg_xact/0000")).doesNotExist();
  }

  @Test
  void anExchangeThatWasCutOffAnywhereIsTakenBack() throws Exception {
    FenceProof.NodeDown proof = drill.fence(DB1);
    cutOffBetweenTheRenames();
    Switched back = drill.undo(drill.begun(), proof, NOT_READ, false);
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    assertThat(back.kept()).isEqualTo(opened.restored().directory());

    assertThat(drill.undo(drill.begun(), drill.fence(DB1), NOT_READ, false).kept())
        .isEqualTo(back.kept());
    assertThat(cluster.db1().count("ledger")).as("it had not begun").isEqualTo(1);
    assertThat(Path.of(cluster.db1().data() + ".kept-r1")).doesNotExist();
  }

  @Test
  void whatOthersWroteIsNotUndoneUnlessSomebodySaysSo() throws Exception {
    Switched switched = drill.switchTo(drill.fence(DB1));
    WrittenSince seen = cluster.switches().writtenSince(new AskWritten(DB1, switched));
    assertThat(seen.commits()).isZero();
    cluster.db1().run("insert into ledger values (7)");
    WrittenSince others = cluster.switches().writtenSince(new AskWritten(DB1, switched));
    assertThat(others.commits()).isEqualTo(1);
    assertThat(others.tables()).containsExactly("public.ledger");

    FenceProof.NodeDown again = drill.fence(DB1);
    assertThatThrownBy(() -> drill.undo(switched, again, seen, false))
        .hasMessageContaining("1 transactions of others than the probe would be lost")
        .hasMessageContaining("nothing was changed");
    Switched back = drill.undo(switched, again, seen, true);
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    assertThat(Path.of(back.kept())).isDirectory();
  }

  @Test
  void theOldDirectoryGoesOnlyWhenItIsGivenUp() throws Exception {
    Switched switched = drill.switchTo(drill.fence(DB1));
    String held = "pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()";
    assertThat(cluster.db1().count(held)).as("a moment is held for a comparison").isPositive();
    DiscardOld request = new DiscardOld(DB1, "r1", drill.next());
    assertThat(cluster.switches().discardOld(request)).isTrue();
    assertThat(Path.of(switched.kept())).doesNotExist();
    Awaiting.that("nothing is held any more", () -> cluster.db1().count(held) == 0);
    assertThat(cluster.switches().discardOld(request)).isFalse();
    assertThat(cluster.db1().count("ledger")).isEqualTo(5);
  }

  @Test
  void noPasswordStaysBehindWhereAMomentIsHeld() throws Exception {
    drill.switchTo(drill.fence(DB1));
    try (Stream<Path> all = Files.walk(cluster.home())) {
      assertThat(all.filter(path -> path.endsWith("snapshots/passwords"))).isEmpty();
    }
  }

  @Test
  void aRemovalThatWasCutOffIsFinished() throws Exception {
    Switched switched = drill.switchTo(drill.fence(DB1));
    Path removing = Path.of(cluster.db1().data() + ".removing-r1");
    Files.move(Path.of(switched.kept()), removing);
    Files.delete(removing.resolve("global/pg_control.fenced"));

    assertThat(cluster.switches().discardOld(new DiscardOld(DB1, "r1", drill.next()))).isTrue();
    assertThat(removing).doesNotExist();
  }

  @Test
  void whoDecidedAgainstAnUndoAfterItsFenceHasTheNodeServeAgain() throws Exception {
    FenceProof.NodeDown proof = drill.fence(DB1);
    drill.switchTo(proof);
    cluster.db1().run("insert into ledger values (7)");
    drill.fence(DB1);

    drill.switchTo(proof);

    assertThat(cluster.db1().count("ledger")).isEqualTo(6);
  }

  @Test
  void heldWritesEndOpenSessionsAndRefuseNewOnes() throws Exception {
    try (Connection open = cluster.db1().connect()) {
      hold(true);
      assertThatThrownBy(() -> open.createStatement().execute("insert into ledger values (8)"))
          .isInstanceOf(java.sql.SQLException.class);
    }
    assertThatThrownBy(() -> cluster.db1().run("insert into ledger values (8)"))
        .hasMessageContaining("read-only transaction");
    hold(false);
    cluster.db1().run("insert into ledger values (8)");
    assertThat(cluster.db1().count("ledger")).isEqualTo(2);
  }

  private void cutOffBetweenTheRenames() throws Exception {
    new OwnFiles(Path.of(cluster.db1().data() + ".bosai/own"), Owner.of(cluster.db1().data()))
        .save(cluster.db1().data());
    Files.move(cluster.db1().data(), Path.of(cluster.db1().data() + ".kept-r1"));
  }

  private void hold(boolean held) {
    cluster.switches().holdWrites(new HoldWrites(DB1, held, drill.system(), drill.next()));
  }

  private String checksum(Path directory) throws Exception {
    return cluster
        .db1()
        .shell()
        .run(
            "/bin/sh",
            "-c",
            "cd " + directory + " && find . -type f | sort | xargs sha256sum | sha256sum");
  }
}
