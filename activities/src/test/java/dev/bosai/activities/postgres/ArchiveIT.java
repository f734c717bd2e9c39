package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both nodes archive into one folder, before and after a promotion. */
class ArchiveIT {
  private PostgresCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create table ledger(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void bothNodesArchiveTheSameSegmentAndTheSecondFindsItDone() throws Exception {
    String segment = switched(cluster.db1());

    archived(segment);
    Awaiting.that(
        "the standby has archived it too",
        () -> cluster.db2().ask("select last_archived_wal from pg_stat_archiver").equals(segment));
    assertThat(failures(cluster.db1())).isZero();
    assertThat(failures(cluster.db2())).isZero();
  }

  @Test
  void whatADeadPrimaryDidNotArchiveItsStandbyDoes() throws Exception {
    cluster.db1().run("alter system set archive_command = 'false'");
    cluster.db1().run("select pg_reload_conf()");
    archived(switched(cluster.db1()));
  }

  @Test
  void afterAPromotionTheNewTimelineGoesToTheSameArchiveWithItsHistory() throws Exception {
    cluster.db1().destroy();
    cluster.db2().run("select pg_promote()");
    String segment = switched(cluster.db2());

    assertThat(segment).startsWith("00000002");
    archived("00000002.history");
    archived(segment);
    assertThat(failures(cluster.db2())).isZero();
  }

  private String switched(PostgresServer server) throws Exception {
    server.run("create table if not exists filler(i int)");
    String segment = server.ask("select pg_walfile_name(pg_current_wal_lsn())");
    server.run("select pg_switch_wal()");
    return segment;
  }

  private void archived(String name) throws Exception {
    Path file = cluster.archive().resolve(name);
    Awaiting.that(name + " is in the archive", () -> Files.exists(file));
  }

  private static int failures(PostgresServer server) throws Exception {
    return Integer.parseInt(server.ask("select failed_count from pg_stat_archiver"));
  }
}
