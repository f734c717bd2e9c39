package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.rows.SnapshotHolder;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** db1 as it is after a switch: its present directory is older than the one that was put aside. */
final class PutAside {
  private final PostgresCluster cluster;
  private final String run;
  private final Switched switched;

  private PutAside(PostgresCluster cluster, String run, Switched switched) {
    this.cluster = cluster;
    this.run = run;
    this.switched = switched;
  }

  /** What clients do after the target. */
  interface After {
    void write(PostgresServer server) throws Exception;
  }

  /** Lets clients write, fences the node and puts the older directory in its place. */
  static PutAside of(PostgresCluster cluster, String run, After after) throws Exception {
    PostgresServer db1 = cluster.db1();
    Path data = db1.data();
    String system = db1.ask("select system_identifier from pg_control_system()");
    db1.shell().run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data.toString());
    db1.shell().run("/bin/cp", "-a", data.toString(), data + ".restored-" + run);
    db1.start();
    after.write(db1);
    cluster.onHosts().fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
    Path kept = Path.of(data + ".kept-" + run);
    Files.move(data, kept);
    Files.move(Path.of(data + ".restored-" + run), data);
    // The killed server's socket looks held until its parent has asked about it.
    Awaiting.that("it starts", () -> started(db1));
    Promoted promoted = new Promoted("db1", system, 1, Lsn.parse("0/1"), Instant.now(), "");
    return new PutAside(cluster, run, new Switched(promoted, kept.toString(), run));
  }

  private static boolean started(PostgresServer server) throws Exception {
    server.start();
    return true;
  }

  Switched switched() {
    return switched;
  }

  Path marker() {
    return Path.of(cluster.db1().data() + ".bosai");
  }

  Host host() throws Exception {
    return new Hosts(cluster.listed()).open(PostgresCluster.node("db1"));
  }

  SnapshotHolder holder() {
    return new SnapshotHolder(cluster.listed(), PostgresCluster.secrets());
  }

  void hold() throws Exception {
    holder().begin(host(), run);
  }

  /** Programs that hold a moment or work on the copy. */
  List<ProcessHandle> programs() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                Stream.of(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains(marker() + "/compare/")))
        .toList();
  }

  /** Everything in the old directory: names, rights, owners and content. */
  String fingerprint() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(Path.of(switched.kept()))) {
      for (Path file : files.sorted().toList()) {
        digest.update(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(
            Files.readAttributes(file, "unix:mode,uid,size,lastModifiedTime")
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (Files.isRegularFile(file)) {
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
