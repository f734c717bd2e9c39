package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The administrator's password was changed between the target and today. */
class RotatedPasswordIT {
  private PostgresCluster cluster;
  private RestoreDrill drill;
  private String xid;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    drill = new RestoreDrill(cluster);
    new Archery(cluster, "db1").backUp("one");
    try (Connection connection = cluster.db1().connect();
        Statement sql = connection.createStatement()) {
      sql.execute("alter role bosai password 'older'");
      connection.setAutoCommit(false);
      sql.execute("create table mistake(i int)");
      xid = Archery.xid(sql);
      connection.commit();
      sql.execute("alter role bosai password '" + PostgresCluster.PASSWORD + "'");
      connection.commit();
    }
    cluster.db1().run("create table later(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void nobodyIsLockedOutAfterTheSwitchWhoWasNotTold() throws Exception {
    Restored restored = drill.restore(new Archery(cluster, "db1").aim("xid:" + xid));

    assertThatThrownBy(() -> drill.open(restored))
        .hasMessageContaining("role \"bosai\" had another password at the target than today")
        .hasStackTraceContaining("\\password");

    List<String> lock = Files.readAllLines(drill.directory().resolve("postmaster.pid"));
    cluster
        .db1()
        .shell()
        .run(
            "psql",
            "--quiet",
            "--host=" + lock.get(4),
            "--port=" + lock.get(3),
            "--username=bosai",
            "--dbname=postgres",
            "--command=alter role bosai password '" + PostgresCluster.PASSWORD + "'");
    assertThat(drill.open(restored).timeline()).isEqualTo(2);
    assertThat(Path.of(restored.directory()).resolve("postmaster.pid")).doesNotExist();
  }
}
