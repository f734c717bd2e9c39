package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.drill.Appended;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.ServerLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a recovery did, as told by those it was done to: PostgreSQL's logs, the router's change log,
 * the messages people got, and the rows. The engine is not asked.
 */
public final class Effects {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A primary's control file names the old timeline until its first checkpoint. */
  private static final String TIMELINE =
      "select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int";

  private final LabDrill drill;
  private final String killed;
  private final String candidate;
  private final int timeline;
  private final ServerLog candidateLog;
  private final ServerLog killedLog;
  private final Appended router;
  private final Appended receipts;
  private final Appended ledger;

  private Effects(LabDrill drill, String killed, String candidate, int timeline) {
    this.drill = drill;
    this.killed = killed;
    this.candidate = candidate;
    this.timeline = timeline;
    this.candidateLog = ServerLog.toEnd(drill.node(candidate));
    this.killedLog = ServerLog.toEnd(drill.node(killed));
    this.router = Appended.toEnd(drill.lab().layout().ops().resolve("router-changes.jsonl"));
    this.receipts = Appended.toEnd(drill.lab().layout().receipts());
    this.ledger = Appended.toEnd(drill.lab().layout().ledger());
  }

  /** Marks where everything stands before the fault, and which node will be killed. */
  public static Effects from(LabDrill drill) {
    String primary = primary(drill);
    String standby = primary.equals("db1") ? "db2" : "db1";
    int timeline = Integer.parseInt(drill.ask(primary, TIMELINE).get(0));
    return new Effects(drill, primary, standby, timeline);
  }

  /** Returns the node that takes writes. */
  static String primary(LabDrill drill) {
    return drill.look().nodes().stream()
        .filter(node -> node.role().equals("primary"))
        .map(node -> node.name())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no primary: " + drill.look()));
  }

  /** Holds everything to one promotion, one start, one move of the route, one of each message. */
  void assertEachOnce(String run) {
    assertHappenedOnce();
    toldOnce(run);
  }

  /** Holds everything but messages, which every run sends of its own, to having happened once. */
  public void assertHappenedOnce() {
    promotedOnce();
    startedOnceAsStandby();
    routedOnce();
  }

  /** Returns the time between the last write before the outage and the first one after it. */
  public Duration outage() {
    List<JsonNode> lines = wholeLedger().stream().map(Effects::json).toList();
    JsonNode before = lastOn(lines, timeline);
    JsonNode after =
        lines.stream()
            .filter(line -> line.get("timeline").asInt() == timeline + 1)
            .findFirst()
            .orElseThrow();
    return Duration.ofNanos(after.get("mono").asLong() - before.get("mono").asLong());
  }

  /** Holds a planned move to the same, and to a route that led nobody in between. */
  void assertMovedOnce(String run) {
    promotedOnce();
    startedOnceAsStandby();
    assertThat(moves()).as("moves in the router's log").containsExactly("", candidate);
    assertThat(told()).containsExactlyInAnyOrder(run + "/notify", run + "/notify-result");
  }

  /** Returns when the last write before the outage was acknowledged. */
  Instant lastWriteBefore() {
    List<JsonNode> lines = wholeLedger().stream().map(Effects::json).toList();
    return Instant.parse(lastOn(lines, timeline).get("at").asText());
  }

  private static JsonNode lastOn(List<JsonNode> lines, int timeline) {
    return lines.stream()
        .filter(line -> line.get("timeline").asInt() == timeline)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private void promotedOnce() {
    assertThat(candidateLog.with("selected new timeline ID"))
        .as("promotions in the log of " + candidate)
        .singleElement()
        .asString()
        .endsWith("selected new timeline ID: " + (timeline + 1));
    assertThat(killedLog.with("selected new timeline ID")).isEmpty();
    assertThat(drill.ask(candidate, "select not pg_is_in_recovery()")).containsExactly("t");
  }

  private void startedOnceAsStandby() {
    assertThat(killedLog.with("starting PostgreSQL")).as("starts of " + killed).hasSize(1);
    assertThat(killedLog.with("entering standby mode")).hasSize(1);
    assertThat(killedLog.with("ready to accept connections")).isEmpty();
    assertThat(
            drill.ask(
                candidate,
                "select count(*) from pg_stat_replication where state = 'streaming'"
                    + " and application_name = '"
                    + killed
                    + "'"))
        .containsExactly("1");
  }

  private void routedOnce() {
    assertThat(moves()).as("moves in the router's log").containsExactly(candidate);
  }

  private List<String> moves() {
    return router.lines().stream()
        .map(Effects::json)
        .filter(Effects::changed)
        .map(line -> line.get("to").asText())
        .toList();
  }

  private static boolean changed(JsonNode line) {
    return line.get("outcome").asText().equals("changed");
  }

  private void toldOnce(String run) {
    assertThat(told())
        .containsExactlyInAnyOrder(
            run + "/notify", run + "/notify-result", run + "-reprotect/notify");
  }

  /** What is told about backups comes by itself, and is no message of the run. */
  private List<String> told() {
    return receipts.lines().stream()
        .map(line -> json(line).get("key").asText())
        .filter(key -> !key.startsWith("backup/"))
        .toList();
  }

  /**
   * In a synchronous lab, and by a planned move, nothing that was acknowledged may be lost, before
   * or after the outage.
   */
  public void assertNothingLost() {
    List<JsonNode> lines = ledgerLines();
    List<JsonNode> after =
        lines.stream().filter(line -> line.get("timeline").asInt() == timeline + 1).toList();
    assertThat(after).as("acknowledged on the new timeline").isNotEmpty();
    assertThat(after).allMatch(line -> line.get("node").asText().equals(candidate));
    long first = lines.get(0).get("id").asLong();
    Set<String> rows =
        new HashSet<>(drill.ask(candidate, "select id from bosai.probe where id >= " + first));
    Stream<String> acknowledged = lines.stream().map(line -> line.get("id").asText());
    assertThat(acknowledged).as("acknowledged rows").allMatch(rows::contains);
  }

  private List<String> wholeLedger() {
    try {
      return Files.readAllLines(drill.lab().layout().ledger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> ledgerLines() {
    return ledger.lines().stream().map(Effects::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
