package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.Proven.Check;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import dev.bosai.workflows.port.RestoreActivities.PreviewRestored;
import dev.bosai.workflows.port.RestoreActivities.RestoreBeside;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.RestoreActivities.Rows;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table is dropped on a real primary, and comes back beside it. */
class RestoreIT {
  private static final String ROWS =
      "select md5(string_agg(o::text, ';' order by id)) from orders o";
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private RestoreDrill drill;
  private String before;
  private Aim aim;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5000) g");
    db1.run("create unlogged table cache(i int)");
    archery.backUp("one");
    db1.run("insert into orders values (5001, 'after the backup')");
    before = db1.ask(ROWS);
    String xid = mistake("drop table orders");
    db1.run("create table later(i int)");
    aim = archery.aim("xid:" + xid);
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void theTableComesBackBesideAndTheProductionIsNotTouched() throws Exception {
    String settings = Files.readString(db1.data().resolve("postgresql.auto.conf"));
    List<String> heard = new ArrayList<>();

    Restored restored = drill.restore(aim, heard::add);

    assertThat(restored.directory()).isEqualTo(drill.directory().toString());
    assertThat(restored.systemIdentifier()).isEqualTo(aim.systemIdentifier());
    assertThat(restored.timeline()).isEqualTo(1);
    assertThat(restored.reached()).isLessThanOrEqualTo(aim.lsn());
    assertThat(restored.reachedAt()).isEqualTo(aim.at());
    assertThat(restored.bytes()).isGreaterThan(10 << 20);
    assertThat(heard).anyMatch(text -> text.matches("\\d+ of \\d+ MB.*"));
    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
    assertThat(drill.ask(restored, "select to_regclass('later') is null")).isEqualTo("t");
    assertThat(db1.ask("select to_regclass('orders') is null")).isEqualTo("t");
    assertThat(Files.readString(db1.data().resolve("postgresql.auto.conf"))).isEqualTo(settings);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(drill.marker().resolve("restored/lab_7"))))
        .isEqualTo("rwx------");
    assertThat(Files.readString(drill.state())).doesNotContain(PostgresCluster.PASSWORD);
  }

  @Test
  void aPreviewCountsEveryTableAndOpensASessionForPeople() throws Exception {
    Preview preview = preview(drill.restore(aim));

    assertThat(preview.rows()).containsExactly(new Rows("public.orders", 5001));
    assertThat(preview.checks()).allMatch(Check::good);
    assertThat(preview.checks().stream().map(Check::text).toList())
        .anyMatch(text -> text.contains("\"public.cache\" was not counted: it is unlogged"))
        .anyMatch(text -> text.contains("left to the proof of the backup: extension \"amcheck\""))
        .anyMatch(text -> text.equals("every index is valid"));
    assertThat(people(preview.connect(), "select count(*) from orders")).isEqualTo("5001");
    assertThatThrownBy(() -> people(preview.connect(), "delete from orders"))
        .hasMessageContaining("read-only transaction");
  }

  @Test
  void aTableThatATransactionHoldsAtTheTargetIsNotWaitedFor() throws Exception {
    db1.run("create table held(i int)");
    db1.run("insert into held values (1)");
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("drop table held");
      String xid = mistake("create table marked(i int)");
      db1.run("create table even_later(i int)");
      Preview preview = preview(drill.restore(archery.aim("xid:" + xid + ":after")));

      assertThat(preview.rows()).noneMatch(rows -> rows.table().equals("public.held"));
      assertThat(preview.checks().stream().map(Check::text).toList())
          .anyMatch(
              text ->
                  text.equals(
                      "\"public.held\" was not counted: a transaction that was open at the target"
                          + " holds it"));
    }
  }

  @Test
  void openedItIsAPrimaryOfItsOwnAndNothingReachesTheArchive() throws Exception {
    Restored restored = drill.restore(aim);
    List<String> archived = drill.archived();

    Opened opened = drill.open(restored);

    assertThat(opened.timeline()).isEqualTo(2);
    assertThat(opened.fork()).isEqualTo(restored.reached());
    assertThat(drill.serverLives()).isFalse();
    assertThat(drill.directory().resolve("recovery.signal")).doesNotExist();
    assertThat(Files.readString(drill.directory().resolve("postgresql.auto.conf")))
        .doesNotContain("recovery_target")
        .doesNotContain("restore_command")
        .contains("archive_mode = 'on'");
    Path waiting = drill.directory().resolve("pg_wal/archive_status");
    assertThat(waiting.resolve("00000002.history.ready")).exists();
    assertThat(drill.archived()).containsExactlyElementsOf(archived);
    assertThat(drill.open(restored)).isEqualTo(opened);
    assertThat(drill.restore(aim)).isEqualTo(restored);
  }

  @Test
  void whatWasOpenedTakesTheFencedNodesPlaceWithEveryRow() throws Exception {
    Opened opened = drill.open(drill.restore(aim));
    String system = aim.systemIdentifier();
    FenceProof.NodeDown proof =
        cluster.onHosts().fence(new FenceNode(RestoreDrill.DB1, system, drill.token()));

    cluster.switches().switchNode(new SwitchNode(opened, proof, drill.token()));

    assertThat(db1.ask(ROWS)).isEqualTo(before);
    db1.run("insert into orders values (6000, 'new')");
    db1.run("select pg_switch_wal()");
    Awaiting.that(
        "the new timeline is archived", () -> drill.archived().contains("00000002.history"));
    assertThat(drill.discard()).isFalse();
    assertThat(db1.count("orders")).isEqualTo(5002);
  }

  @Test
  void theFencedNodesOwnDirectoryStaysAsItIsByteForByte() throws Exception {
    cluster.onHosts().fence(new FenceNode(RestoreDrill.DB1, aim.systemIdentifier(), drill.token()));
    String sum = sum();

    drill.open(drill.restore(aim));

    assertThat(sum()).isEqualTo(sum);
    assertThat(drill.discard()).isTrue();
    assertThat(sum()).isEqualTo(sum);
  }

  @Test
  void discardedNothingOfItIsLeftAndASecondTimeThereIsNothingToDo() throws Exception {
    drill.restore(aim);
    long pid = drill.server().pid();

    assertThat(drill.discard()).isTrue();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(drill.directory()).doesNotExist();
    assertThat(drill.state()).doesNotExist();
    assertThat(drill.marker().resolve("restored/lab_7")).doesNotExist();
    assertThat(drill.discard()).isFalse();
  }

  @Test
  void settingsThatThePrimaryWasGivenMoreOfLaterAreFollowed() throws Exception {
    db1.run("alter system set max_connections = 150");
    db1.run("alter system set max_locks_per_transaction = 200");
    db1.shell()
        .run("pg_ctl", "restart", "-w", "-D", db1.data().toString(), "-l", db1.log().toString());
    db1.run("create table afterwards(i int)");
    String xid = mistake("drop table afterwards");
    db1.run("create table even_later(i int)");

    Restored restored = drill.restore(archery.aim("xid:" + xid));

    assertThat(drill.ask(restored, "select count(*) from afterwards")).isEqualTo("0");
    assertThat(drill.ask(restored, "show max_connections")).isEqualTo("150");
  }

  @Test
  void whatMayNotBeRestoredIsRefusedAndNothingIsTouched() throws Exception {
    assertThatThrownBy(() -> drill.restore(of("1234567890123456789", aim.backup().bytes())))
        .hasMessageContaining("is of cluster \"" + aim.systemIdentifier() + "\"")
        .hasMessageContaining("nothing was touched");
    assertThatThrownBy(() -> drill.restore(of(aim.systemIdentifier(), 1L << 50)))
        .hasMessageContaining("MB are free")
        .hasMessageContaining("nothing was touched");
    Files.createDirectory(drill.directory());
    assertThatThrownBy(() -> drill.restore(aim))
        .hasMessageContaining("is there already and of no restore that is known here");
    assertThat(drill.state()).doesNotExist();
    assertThat(drill.discard()).isFalse();
    assertThat(drill.directory()).exists();
    Files.delete(drill.directory());
    Files.createSymbolicLink(db1.data().resolve("pg_tblspc/99999"), Path.of("/nowhere"));
    assertThatThrownBy(() -> drill.restore(aim)).hasMessageContaining("tablespaces of its own");
    Files.delete(db1.data().resolve("pg_tblspc/99999"));
    drill.restore(aim);
    RestoreBeside stale = new RestoreBeside(RestoreDrill.DB1, aim, "lab@6", new Token(2, 1, 1));
    assertThatThrownBy(() -> drill.attempt().restoreBeside(stale))
        .hasMessageContaining("came with token");
    assertThat(Path.of(db1.data() + ".restored-lab_6")).doesNotExist();
  }

  private Aim of(String system, long bytes) {
    Backup b = aim.backup();
    Backup backup =
        new Backup(
            b.id(),
            b.provider(),
            system,
            b.timeline(),
            b.start(),
            b.stop(),
            b.startedAt(),
            b.stoppedAt(),
            bytes);
    return new Aim(
        aim.asked(),
        aim.text(),
        aim.exact(),
        system,
        backup,
        aim.timeline(),
        aim.lsn(),
        aim.inclusive(),
        aim.at(),
        aim.after(),
        aim.newest(),
        aim.segments(),
        aim.walBytes(),
        aim.copyMs(),
        aim.replayMs(),
        aim.notes(),
        aim.noSwitch());
  }

  private Preview preview(Restored restored) {
    return drill.attempt().previewRestored(new PreviewRestored(restored, PostgresCluster.REF));
  }

  /** Whoever is the directory's owner types what the preview shows. */
  private String people(String connect, String sql) throws Exception {
    String conninfo = connect.replaceAll("^psql \"|\"$", "");
    return db1.shell().run("psql", "-XAt", conninfo, "-c", sql).strip();
  }

  private String sum() throws Exception {
    return db1.shell()
        .run(
            "/bin/sh",
            "-c",
            "cd '" + db1.data() + "' && find . -type f | sort | xargs sha256sum | sha256sum");
  }

  private String mistake(String statement) throws Exception {
    try (Connection connection = db1.connect();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute(statement);
      String xid = Archery.xid(sql);
      connection.commit();
      return xid;
    }
  }
}
