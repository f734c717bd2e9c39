package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list says which moments a real archive reaches, and names whatever breaks it. */
class BackupListIT {
  private final ObjectMapper json = Payloads.mapper();
  private PostgresCluster cluster;
  private BackupProvider provider;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    provider = cluster.backups("db1");
    cluster.db1().run("create table ledger(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aWindowReachesFromTheBackupToTheNewestArchivedCommit() throws Exception {
    Backup backup = take("one");
    assertThat(list().windows()).extracting(Window::to).containsOnlyNulls();
    Instant before = now();
    written();
    Instant after = now();

    BackupList list = list();

    assertThat(list.backups()).containsExactly(backup);
    Window window = list.windows().get(0);
    assertThat(window.from()).isEqualTo(backup.stoppedAt());
    assertThat(window.to()).isBetween(before, after);
    assertThat(window.backup()).isEqualTo(backup.id());
    assertThat(list.gaps()).isEmpty();
    assertThat(list.alarms()).containsExactly("no restore was ever proven");
    provider.proofs().record("one", proven(backup));
    assertThat(list().alarms()).isEmpty();
    assertThat(list().proven()).isEqualTo(proven(backup));
  }

  @Test
  void aSegmentThatIsMissingIsNamedWithTheLastMomentBeforeIt() throws Exception {
    Backup backup = take("one");
    written();
    Instant before = now();
    String missing = written();
    written();
    Files.delete(cluster.archive().resolve(missing));

    BackupList list = list();

    assertThat(list.gaps()).hasSize(1);
    Gap gap = list.gaps().get(0);
    assertThat(gap.first()).isEqualTo(missing).isEqualTo(gap.last());
    assertThat(gap.reason()).isEqualTo("it is missing");
    assertThat(gap.lastReachable()).isBetween(backup.stoppedAt(), before);
    assertThat(list.windows()).extracting(Window::to).containsExactly(gap.lastReachable());
    assertThat(list.alarms()).anyMatch(alarm -> alarm.contains(missing));
  }

  @Test
  void everyFieldOfASegmentsHeaderIsLookedAt() throws Exception {
    take("one");
    Path segment = cluster.archive().resolve(written());
    byte[] whole = Files.readAllBytes(segment);
    for (int at : new int[] {0, 1, 3, 4, 8, 11, 15, 24, 31, 32, 35, 36, 39}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(segment, flipped);

      assertThat(list().gaps())
          .as("byte " + at)
          .extracting(Gap::first)
          .containsExactly(segment.getFileName().toString());
    }
    Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(list().gaps().get(0).reason()).contains("bytes, not 16777216");
    Files.write(segment, whole);
    assertThat(list().gaps()).isEmpty();
  }

  @Test
  void aWindowGoesOnAcrossAPromotionAndTheNextBackupIsOfTheNewTimeline() throws Exception {
    Backup backup = take("one");
    written();
    cluster.db1().destroy();
    promote(cluster.db2());
    Instant before = now();
    String segment = written(cluster.db2());
    assertThat(segment).startsWith("00000002");

    BackupList list = cluster.backupList("db2");

    assertThat(list.gaps()).isEmpty();
    assertThat(list.windows()).hasSize(1);
    assertThat(list.windows().get(0).backup()).isEqualTo(backup.id());
    assertThat(list.windows().get(0).timeline()).isEqualTo(2);
    assertThat(list.windows().get(0).to()).isAfter(before);
    Backup next = cluster.backups("db2").take("two", said -> {});
    assertThat(next.timeline()).isEqualTo(2);
    Files.delete(cluster.archive().resolve("00000002.history"));
    assertThat(cluster.backupList("db2").gaps())
        .extracting(Gap::first)
        .contains("00000002.history");
  }

  @Test
  void whatIsOldGoesAndWhatStaysHasItsWal() throws Exception {
    Backup old = take("old");
    String between = written();
    Backup anchor = take("anchor");
    String after = written();
    Backup middle = take("middle");
    Backup newest = take("newest");
    backdate(old, 40);
    backdate(anchor, 8);
    assertThat(list().gaps()).isEmpty();

    List<String> removed = provider.expire();

    assertThat(removed).contains("removed backup \"" + middle.id() + "\"");
    assertThat(provider.backups())
        .extracting(Backup::id)
        .containsExactly(old.id(), anchor.id(), newest.id());
    assertThat(provider.archive().names()).doesNotContain(between).contains(after);
    BackupList list = list();
    assertThat(list.gaps()).isEmpty();
    assertThat(list.windows()).extracting(Window::backup).containsExactly(old.id(), anchor.id());
    assertThat(list.alarms()).containsExactly("no restore was ever proven");
    assertThat(provider.expire()).isEmpty();
  }

  @Test
  void aBackupWhoseDescriptionIsDamagedIsNamedAndHidesNoOther() throws Exception {
    Backup one = take("one");
    Backup two = take("two");
    Files.writeString(description(one), "{torn");

    assertThat(list().backups()).containsExactly(two);
    assertThat(list().alarms()).anyMatch(alarm -> alarm.contains(one.id()));
  }

  private BackupList list() throws IOException, InterruptedException {
    return cluster.backupList("db1");
  }

  private Backup take(String key) throws Exception {
    return provider.take(key, said -> {});
  }

  private Path description(Backup backup) {
    return cluster.repository().resolve("base").resolve(backup.id()).resolve("backup.json");
  }

  private void backdate(Backup backup, int days) throws IOException {
    Path file = description(backup);
    ObjectNode stored = (ObjectNode) json.readTree(file.toFile());
    ObjectNode fields = (ObjectNode) stored.get("backup");
    Duration back = Duration.ofDays(days);
    fields.set("startedAt", json.valueToTree(backup.startedAt().minus(back)));
    fields.set("stoppedAt", json.valueToTree(backup.stoppedAt().minus(back)));
    Files.write(file, json.writeValueAsBytes(stored));
  }

  private String written() throws Exception {
    return written(cluster.db1());
  }

  /** Commits a row, and returns the segment it is in, once that is archived. */
  private String written(PostgresServer server) throws Exception {
    server.run("insert into ledger values (1)");
    String segment = server.ask("select pg_walfile_name(pg_current_wal_lsn())");
    server.run("select pg_switch_wal()");
    Path file = cluster.archive().resolve(segment);
    Awaiting.that(segment + " is in the archive", () -> Files.exists(file));
    return segment;
  }

  /** It is asked again and again: one request may be slept over for five seconds. */
  private static void promote(PostgresServer standby) throws Exception {
    Awaiting.that(
        "the standby is promoted",
        () ->
            standby.ask("select pg_is_in_recovery()").equals("f")
                || standby.ask("select not pg_promote(false)").equals("t"));
  }

  private static Instant now() {
    return Instant.now();
  }

  private static Proven proven(Backup backup) {
    return new Proven(
        backup.id(),
        backup.stoppedAt(),
        true,
        1,
        backup.stop(),
        null,
        backup.bytes(),
        1,
        1,
        1,
        List.of(new Proven.Check("pg_amcheck", true, "all is well")),
        null);
  }
}
