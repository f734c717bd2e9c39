package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.prove.Proving;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.BackupActivities.ProveBackup;
import dev.bosai.workflows.port.Proven;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker on the host of db1 that proves its backups. */
final class Prover {
  private final PostgresCluster cluster;
  private final Markers markers = new Markers();

  Prover(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /** Proves the newest backup for an order. */
  Proven prove(String key) throws Exception {
    return prove(key, null, text -> {});
  }

  Proven prove(String key, @Nullable String id, Consumer<String> heard) throws Exception {
    Proving.Nodes nodes =
        new Proving.Nodes(
            new Hosts(cluster.listed()),
            markers,
            cluster.listed(),
            new Primaries(cluster.listed(), new Admins(PostgresCluster.secrets())));
    return new Proving(
            nodes,
            new ConfiguredBackups(cluster.listed(), PostgresCluster.secrets()),
            new TestTry(1, Duration.ofMinutes(5), heard))
        .prove(new ProveBackup(PostgresCluster.node("db1"), id, key));
  }

  /** Where a proof lives and dies. */
  Path scratch() {
    return Path.of(cluster.db1().data() + ".bosai/prove");
  }

  /** Ends what a proof that failed half-way would leave. */
  void end() throws Exception {
    new PostgresServer("proof", scratch().resolve("data"), 0, cluster.db1().shell()).destroy();
  }

  static List<String> bad(Proven proven) {
    return proven.checks().stream().filter(check -> !check.good()).map(Proven.Check::text).toList();
  }
}
