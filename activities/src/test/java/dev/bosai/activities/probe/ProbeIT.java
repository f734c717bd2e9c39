package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.TestCluster;
import dev.bosai.activities.route.ClientRoute;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.ProbeActivities.MeasureProbe;
import dev.bosai.workflows.port.ProbeActivities.ProbeMeasured;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe against a real server. */
class ProbeIT {
  private static final int PORT = 22_450;
  private static final DatabaseRef MAIN = new DatabaseRef("shop", "main");
  private static final Duration EVERY = Duration.ofMillis(20);

  @TempDir Path folder;

  private final Secrets secrets = new Secrets(Map.of());
  private TestCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = TestCluster.start(PORT, "cluster_name=db1");
  }

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theTableIsMadeWhereItIsMissingAndNodeAndTimelineAreTheServersOwn() throws Exception {
    try (JdbcProbeTable table = table(cluster.address())) {
      assertThatThrownBy(() -> table.write(1)).isInstanceOf(ProbeTable.NotWritten.class);

      assertThat(table.write(2)).isEqualTo(new ProbeTable.Written("db1", 1));
      assertThat(table.commits()).isPositive();
    }
  }

  @Test
  void aCommitAnsweredWithAWarningIsNotAcknowledged() throws Exception {
    try (JdbcProbeTable table = table(cluster.address())) {
      settle(table);
      cluster.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
      cluster.execute("SELECT pg_reload_conf()");
      CompletableFuture<ProbeTable.NotWritten> waiting =
          CompletableFuture.supplyAsync(() -> refused(table, 10));

      cancelWaitForStandby();

      ProbeTable.NotWritten unknown = waiting.get(10, TimeUnit.SECONDS);
      assertThat(unknown.outcome()).isEqualTo(Attempt.Outcome.UNKNOWN);
      assertThat(unknown).hasMessageContaining("synchronous replication");
    }
  }

  @Test
  void aServerThatTakesTheConnectionAndSaysNothingIsGivenUpWithinSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        JdbcProbeTable table = table("127.0.0.1:" + silent.getLocalPort())) {
      Instant began = Instant.now();

      assertThat(refused(table, 1).outcome()).isEqualTo(Attempt.Outcome.FAILED);

      assertThat(Duration.between(began, Instant.now()))
          .isBetween(Duration.ofMillis(500), Duration.ofSeconds(6));
    }
  }

  @Test
  void aConnectionThatTheServerEndsIsReplaced() throws Exception {
    try (JdbcProbeTable table = table(cluster.address())) {
      settle(table);
      cluster.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");

      assertThat(refused(table, 10).outcome()).isEqualTo(Attempt.Outcome.UNKNOWN);
      assertThat(table.write(11).node()).isEqualTo("db1");
    }
  }

  @Test
  void acknowledgedRowsThatAreGoneAreCountedNamedAndKept() throws Exception {
    Instant began = Instant.now();
    fourWritesBeforeAndOneAfter();
    try (JdbcProbeTable table = table(cluster.address())) {
      settle(table);
      table.write(101);
      table.write(102);
    }

    LossFound lost = measure("run/1", began).lost();

    assertThat(lost.ids()).containsExactly("103", "104");
    assertThat(lost.count()).isEqualTo(2);
    assertThat(lost.lossMs()).isEqualTo(100);
    assertThat(Path.of(lost.idsFile()))
        .hasContent("103\n104\n")
        .hasFileName("lost-timeline1-run_1.ids");
    assertThat(lost.sha256()).isEqualTo(sha256("103\n104\n"));
    assertThat(measure("run/1", began).lost()).as("measured again").isEqualTo(lost);
    assertThat(measure("run/2", began).lost().ids())
        .as("by a run that was started anew")
        .containsExactly("103", "104");
    Files.writeString(home().folder().resolve("lost-timeline0-run_0.ids"), "103\n");
    assertThat(measure("run/2", began).lost().ids())
        .as("what an earlier promotion lost is not lost again")
        .containsExactly("104");
  }

  @Test
  void statusTellsTheNewestWriteAndWhetherWritesFailNow() throws Exception {
    try (ProbeWriter writer = ProbeWriter.of(listed(cluster.address()), MAIN, secrets, home())) {
      Thread thread = new Thread(() -> running(writer));
      thread.start();
      LedgerProbeActivities activities = activities(writer);

      until(() -> !failing(activities) && activities.probeStatus(MAIN).lastAcknowledged() != null);
      cluster.execute("ALTER SYSTEM SET default_transaction_read_only = on");
      cluster.execute("SELECT pg_reload_conf()");
      until(() -> failing(activities));

      thread.interrupt();
      thread.join();
    }
  }

  /** Four writes on timeline 0 and one on the server's own, 100 ms apart. */
  private void fourWritesBeforeAndOneAfter() throws IOException {
    Instant began = Instant.now();
    try (Journal journal = Journal.open(home())) {
      for (int i = 1; i <= 5; i++) {
        Instant at = began.plusMillis(100L * i);
        journal.acknowledged(row(100L + i, at, i < 5 ? 0 : 1));
        journal.attempted(new Attempt(100L + i, at.toString(), 0, Attempt.Outcome.ACKNOWLEDGED));
      }
    }
  }

  private static Acknowledged row(long id, Instant at, int timeline) {
    long mono = Duration.between(Instant.EPOCH, at).toNanos();
    return new Acknowledged(id, at.toString(), mono, "s", "db", timeline);
  }

  private ProbeMeasured measure(String run, Instant began) throws IOException {
    try (ProbeWriter resting = ProbeWriter.of(listed(cluster.address()), MAIN, secrets, home())) {
      return activities(resting).measureProbe(new MeasureProbe(MAIN, run, began, 1));
    }
  }

  private void cancelWaitForStandby() throws Exception {
    String cancel =
        "DO $$ BEGIN WHILE NOT (SELECT coalesce(bool_or(pg_cancel_backend(pid)), false)"
            + " FROM pg_stat_activity WHERE wait_event = 'SyncRep')"
            + " LOOP PERFORM pg_sleep(0.01); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$";
    cluster.execute(cancel);
  }

  private static void settle(JdbcProbeTable table) throws ProbeTable.NotWritten {
    assertThat(refused(table, 1)).isNotNull();
    table.write(2);
  }

  private static ProbeTable.NotWritten refused(JdbcProbeTable table, long id) {
    try {
      table.write(id);
      throw new AssertionError("written");
    } catch (ProbeTable.NotWritten expected) {
      return expected;
    }
  }

  private static boolean failing(LedgerProbeActivities activities) {
    ProbeStatus status = activities.probeStatus(MAIN);
    return status.failing();
  }

  private static void until(BooleanSupplier so) throws InterruptedException {
    Instant patience = Instant.now().plusSeconds(20);
    while (!so.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(patience);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void running(ProbeWriter writer) {
    try {
      writer.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerProbeActivities activities(ProbeWriter writer) {
    return new LedgerProbeActivities(listed(cluster.address()), secrets, home(), writer);
  }

  private ProbeHome home() {
    return new ProbeHome(folder);
  }

  private JdbcProbeTable table(String address) {
    return new JdbcProbeTable(new ClientRoute(secrets), listed(address).database(MAIN));
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static Protected listed(String address) {
    Database main =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("bosai", ""),
            Map.of(),
            List.of(Database.FenceMethod.NODE),
            new Route.Libpq(List.of(address)),
            new Database.ProbeSettings("ops", EVERY, "bosai.probe"),
            null);
    return new Protected(
        new SystemFile(
            "shop",
            new TemporalService("127.0.0.1:1", "bosai", ""),
            Map.of(),
            Map.of("main", main),
            Map.of(),
            Map.of(),
            Map.of(),
            new Policy(Duration.ZERO, List.of(), List.of())));
  }
}
