package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Secrets;
import dev.bosai.workflows.port.DatabaseActivities.SecondWriter;
import dev.bosai.workflows.port.DatabaseActivities.WatchNode;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that must not take writes is watched until it does. */
class WriterWatchIT {
  private final ExecutorService watching = Executors.newSingleThreadExecutor();
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start("wal_log_hints = on");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
  }

  @AfterEach
  void stop() throws Exception {
    watching.shutdownNow();
    cluster.close();
  }

  @Test
  void aPrimaryIsSeenAtOnceAndAStandbyOnceItIsOne() throws Exception {
    assertThat(watch("db1", system).timeline()).isEqualTo(1);

    Future<SecondWriter> standby = watching.submit(() -> watch("db2", system));
    assertThatThrownBy(() -> standby.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    cluster.db2().ask("select pg_promote()");

    SecondWriter seen = standby.get(20, TimeUnit.SECONDS);
    assertThat(seen.node()).isEqualTo("db2");
    assertThat(seen.timeline()).isEqualTo(2);
  }

  @Test
  void aServerOfAnotherClusterIsNoSecondWriterOfThisOne() {
    Future<SecondWriter> foreign = watching.submit(() -> watch("db1", "4711"));

    assertThatThrownBy(() -> foreign.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
  }

  private SecondWriter watch(String node, String ofCluster) {
    Secrets secrets = PostgresCluster.secrets();
    return new PostgresDatabaseActivities(
            cluster.listed(),
            secrets,
            ref -> new RouteFacts("router", "", Token.NONE, "nobody asks"),
            new TestTry(1, Duration.ofSeconds(10), System.out::println))
        .awaitSecondWriter(new WatchNode(PostgresCluster.node(node), ofCluster));
  }
}
