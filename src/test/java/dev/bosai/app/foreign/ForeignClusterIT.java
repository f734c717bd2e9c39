package dev.bosai.app.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cluster made by a plain shell script is protected by a system file written by hand: another
 * superuser, other ports and paths, clients that choose the primary themselves, and a supervisor
 * that starts the old primary again whenever it is down.
 */
class ForeignClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BASE = 27_100;
  private static final int TEMPORAL = BASE + 10;
  private static final int LOOK = BASE + 20;

  private Installation installation;
  private ForeignCluster cluster;
  private String system;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.make(TEMPORAL);
  }

  @AfterEach
  void leaveNothing() throws IOException {
    cluster.close();
    installation.close();
  }

  @Test
  void aSupervisorThatRestartsAfterASecondCannotBringTheOldPrimaryBackWritable() throws Exception {
    protect("1");
    try (OldPort port = OldPort.watch(cluster)) {
      Recovery recovery = recover();

      assertRecovered(recovery);
      assertNeverWritableAgain(port, recovery.fenced());
      assertThat(cluster.data("alpha").resolveSibling("pg.bosai")).isDirectory();
    }
  }

  @Test
  void aSupervisorInACrashLoopLosesToTheFenceAndTheLostWritesAreKept() throws Exception {
    protect("0.1");
    try (OldPort port = OldPort.watch(cluster)) {
      cluster.holdReplicationBack();
      awaitMorePayments(12);
      Recovery recovery = recover();

      assertRecovered(recovery);
      assertNeverWritableAgain(port, recovery.fenced());
      JsonNode wal = recovery.report().at("/measured/loss/0");
      assertThat(wal.get("source").asText()).isEqualTo("wal");
      assertThat(wal.get("count").asInt()).isGreaterThanOrEqualTo(10);
      assertLostPaymentsCanBeRead(wal);
    }
  }

  @Test
  void aPrimaryThatItsSupervisorBroughtBackHealthyIsNotPromotedPast() throws Exception {
    protect("0.1");
    cluster.killOnce("alpha");
    assertThat(Await.until(() -> cluster.writable(cluster.alphaPort()), PATIENCE)).isTrue();

    Program.Outcome start = start("--wait");
    Program.Outcome abort =
        installation.bosai("abort", "bank", "--system", system, "--why", "it is back", "--yes");

    assertThat(start.exit()).as(start.text()).isEqualTo(5);
    assertThat(start.text()).contains("answers and takes writes", "HINT");
    assertThat(abort.exit()).as(abort.text()).isZero();
    assertThat(Await.until(() -> status().contains("\"end\":\"unchanged\""), PATIENCE)).isTrue();
    assertThat(cluster.writable(cluster.alphaPort())).isTrue();
    assertThat(cluster.writable(cluster.betaPort())).isFalse();
  }

  private String status() {
    return installation.bosai("status", "bank", "--system", system, "--json").text();
  }

  private Program.Outcome start(String wait) {
    return installation.bosai(
        "start", "replica-promotion", "--system", system, "--yes", "--json", wait);
  }

  /** As the document says: a copy of the kept directory, on a port of its own. */
  private void assertLostPaymentsCanBeRead(JsonNode wal) throws Exception {
    assertThat(keptDirectories()).hasSize(1);
    Path look = cluster.data("alpha").resolveSibling("look");
    String start =
        """
        set -e
        cp -a "$1" "$2"
        mv "$2/global/pg_control.fenced" "$2/global/pg_control"
        rm -f "$2/postmaster.pid"
        "$3/pg_ctl" start -w -D "$2" -l "$2/look.log" -o "-p $4 -c archive_mode=off"
        """;
    List<String> command = new ArrayList<>(List.of("sh", "-c", start, "look"));
    command.addAll(List.of(keptDirectories().get(0).toString(), look.toString()));
    command.addAll(List.of(installation.postgres().toString(), Integer.toString(LOOK)));
    Program.of(installation.user().running(command), PATIENCE).runWell("see " + look);

    int lost = 0;
    for (String table : List.of("payments", "bosai.probe")) {
      Set<String> rows = new HashSet<>(ids(LOOK, table));
      rows.removeAll(ids(cluster.betaPort(), table));
      assertThat(rows).as(table).isNotEmpty();
      lost += rows.size();
    }
    // Housekeeping of the server's own commits too.
    assertThat(wal.get("count").asInt()).isBetween(lost, lost + 2);
  }

  private List<String> ids(int port, String table) throws SQLException {
    String all = cluster.ask(port, "select string_agg(id::text, ' ') from " + table);
    return List.of(all.split(" ", -1));
  }

  /**
   * What a recovery left behind.
   *
   * @param status as {@code start --wait=protected} printed it
   * @param report as {@code report --json} prints it
   */
  private record Recovery(JsonNode status, JsonNode report) {
    Instant fenced() {
      return Instant.parse(report.at("/evidence/fence/at").asText());
    }
  }

  private void protect(String pause) throws Exception {
    cluster = ForeignCluster.make(installation, BASE, pause);
    Path file = installation.folder().resolve("bosai.yaml");
    Files.writeString(file, systemFile());
    system = file.toString();
    Path ledger = installation.folder().resolve("probe");
    installation.daemon("worker-north", "worker", "--site", "north", "--system", system);
    installation.daemon("worker-south", "worker", "--site", "south", "--system", system);
    installation.daemon("probe", "probe", "--system", system, "--home", ledger.toString());
    String insist = installation.folder().resolve("scripts/insist.sh").toString();
    String bin = installation.postgres().toString();
    installation.start("insist", List.of(insist, bin, Integer.toString(cluster.alphaPort())));
    awaitMorePayments(5);
    Path lines = ledger.resolve("ledger.jsonl");
    assertThat(Await.until(() -> Files.exists(lines) && text(lines).contains("id"), PATIENCE))
        .isTrue();
    assertThat(Await.until(this::workersAnswer, PATIENCE)).isTrue();
  }

  private Recovery recover() throws IOException {
    Thread killer = new Thread(() -> cluster.killUntilFenced("alpha"), "killer");
    killer.setDaemon(true);
    killer.start();
    Program.Outcome start = start("--wait=protected");
    assertThat(start.exit()).as(start.text() + installation.logs()).isZero();
    String[] lines = start.text().split("\n", -1);
    Program.Outcome report = installation.bosai("report", "bank", "--system", system, "--json");
    assertThat(report.exit()).as(report.text()).isZero();
    return new Recovery(JSON.readTree(lines[lines.length - 1]), JSON.readTree(report.text()));
  }

  private void assertRecovered(Recovery recovery) throws SQLException {
    assertThat(recovery.status().get("state").asText()).isEqualTo("done");
    assertThat(recovery.status().get("protection").asText()).isEqualTo("standby-only");
    assertThat(cluster.ask(cluster.betaPort(), "select pg_is_in_recovery()")).isEqualTo("f");
    assertThat(cluster.ask(cluster.alphaPort(), "select pg_is_in_recovery()")).isEqualTo("t");
    assertThat(cluster.ask(cluster.alphaPort(), "select received_tli from pg_stat_wal_receiver"))
        .isEqualTo("2");
    System.out.printf(
        "outage %s ms, times %s%n",
        recovery.report().at("/measured/outageMs"), recovery.report().get("times"));
  }

  private void assertNeverWritableAgain(OldPort port, Instant fenced) throws IOException {
    List<OldPort.Seen> after =
        port.seen().stream().filter(seen -> seen.asked().isAfter(fenced)).toList();
    assertThat(after).isNotEmpty().noneMatch(OldPort.Seen::writable);
    assertThat(insertsAcknowledgedAt())
        .isNotEmpty()
        .allSatisfy(at -> assertThat(at).isBefore(fenced));
    System.out.printf(
        "%d looks, %d answers after the fence, %d starts by the supervisor, %d inserts before%n",
        port.looks(), after.size(), cluster.starts("alpha"), insertsAcknowledgedAt().size());
  }

  /** Every insert that the old primary's port acknowledged, by its server's clock. */
  private List<Instant> insertsAcknowledgedAt() throws IOException {
    return Files.readAllLines(installation.folder().resolve("insist.log")).stream()
        .filter(line -> line.matches("\\d+\\.\\d+"))
        .map(line -> Instant.ofEpochMilli((long) (Double.parseDouble(line) * 1000)))
        .toList();
  }

  private void awaitMorePayments(int more) throws IOException {
    int before = insertsAcknowledgedAt().size();
    boolean came =
        Await.until(
            () -> {
              try {
                return insertsAcknowledgedAt().size() >= before + more;
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            Duration.ofSeconds(30));
    assertThat(came).isTrue();
  }

  private boolean workersAnswer() {
    return List.of("worker-north", "worker-south").stream()
        .map(name -> installation.folder().resolve(name + ".log"))
        .allMatch(log -> text(log).contains("works"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Path> keptDirectories() throws IOException {
    try (var found = Files.list(cluster.data("alpha").resolveSibling(""))) {
      return found.filter(path -> path.getFileName().toString().contains(".kept-")).toList();
    }
  }

  private String systemFile() {
    String control = installation.folder().resolve("scripts/node.sh").toString();
    String bin = installation.postgres().toString();
    return """
    system: bank
    temporal: {address: "127.0.0.1:%1$d"}
    sites: {north: {home: true}, south: {}, ops: {role: witness}}
    databases:
      main:
        database: bank
        admin: {user: dba, password: "file:%2$s/password"}
        nodes:
          alpha:
            site: north
            host: 127.0.0.1
            port: %3$d
            data: %2$s/alpha/srv/pg
            control: {start: [%5$s, start, %6$s, %2$s/alpha, "%3$d"], stop: [%5$s, stop, %6$s, %2$s/alpha, "%3$d"]}
            bin: %6$s
          beta:
            site: south
            host: 127.0.0.1
            port: %4$d
            data: %2$s/beta/srv/pg
            control: {start: [%5$s, start, %6$s, %2$s/beta, "%4$d"], stop: [%5$s, stop, %6$s, %2$s/beta, "%4$d"]}
            bin: %6$s
        fence: [node]
        route: {kind: libpq, at: ["127.0.0.1:%3$d", "127.0.0.1:%4$d"]}
        probe: {from: ops, every: 100ms}
    channels:
      incident: {kind: command, command: [/bin/true]}
    policy: {accept-loss: 30s}
    """
        .formatted(
            TEMPORAL, installation.folder(), cluster.alphaPort(), cluster.betaPort(), control, bin);
  }
}
