package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.Appended;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A dropped table, and how it is brought back by commands; what became of the database is asked of
 * the database and its disk, not of the engine.
 */
final class Mistake {
  private static final String ROWS =
      "select md5(string_agg(o::text, ',' order by id)) from orders o where id <= %s";
  private static final String TIMELINE =
      "select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private final LabDrill drill;
  private final String node;
  private final String newest;
  private final String rows;
  private final String target;
  private int timeline;
  private final Appended receipts;
  private String run = "";

  private Mistake(LabDrill drill, String node) {
    this.drill = drill;
    this.node = node;
    this.newest = ask("select max(id) from orders");
    this.rows = ask(ROWS.formatted(newest));
    this.target = "lsn:" + ask("select pg_current_wal_insert_lsn()");
    this.timeline = timeline();
    this.receipts = Appended.toEnd(drill.lab().layout().receipts());
  }

  /** Makes it: the table is gone, and a note is written after it. */
  static Mistake make(LabDrill drill) {
    Mistake mistake = new Mistake(drill, Effects.primary(drill));
    mistake.ask("drop table orders");
    mistake.ask("insert into public.notes values ('after the mistake') returning 1");
    return mistake;
  }

  /** Starts to take it back, and returns where that waits for a person. */
  JsonNode start(String... inputs) {
    List<String> command =
        new ArrayList<>(List.of("start", "point-in-time-recovery", "--yes", "--wait"));
    command.addAll(List.of("--input", "target=" + target));
    for (String input : inputs) {
      command.addAll(List.of("--input", input));
    }
    JsonNode status = bosai(command).json();
    run = status.get("run").asText();
    return status;
  }

  /** Answers a question that must be the one that is open, and returns where the run waits next. */
  JsonNode answer(JsonNode status, String decision, String choice) {
    assertThat(status.at("/needs/decision").asText()).as(status.toString()).isEqualTo(decision);
    Said said = bosai(List.of(choice, run, "--why", "drill", "--yes"));
    assertThat(said.exit()).as(said.toString()).isZero();
    return next("", status.at("/needs/id").asText());
  }

  /** Until a worker lives that can tell, a question that was answered is still shown. */
  private JsonNode next(String part, String answered) {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    Await.until(
        () -> {
          last.set(bosai(List.of("watch", run, "--until=protected")).json());
          return !last.get().at(part + "/needs/id").asText().equals(answered);
        },
        PATIENCE);
    return last.get();
  }

  String run() {
    return run;
  }

  /**
   * Has a step tried again that ran out of tries while redundancy was brought back: whoever dies at
   * more of its parts than it has tries leaves it to a person.
   */
  JsonNode retriedIfLeft(JsonNode kept) {
    JsonNode left = kept.at("/reprotect/needs");
    if (!left.path("decision").asText().equals("repair")) {
      return kept;
    }
    System.out.println("left to a person: " + left);
    String reprotect = kept.at("/reprotect/run").asText();
    Said said = bosai(List.of("retry", reprotect, "--why", "drill", "--yes"));
    assertThat(said.exit()).as(said.toString()).isZero();
    return next("/reprotect", left.path("id").asText());
  }

  /**
   * The table is as it was, the note was not lost without a word, and nothing else stands about.
   */
  void assertSwitchedAndKept(JsonNode status) {
    assertThat(status.get("state").asText()).as(status.toString()).isEqualTo("done");
    assertThat(status.get("protection").asText()).as(status.toString()).isEqualTo("protected");
    assertThat(ask(ROWS.formatted(newest))).isEqualTo(rows);
    assertThat(parent()).as("one fork").isEqualTo(timeline);
    assertThat(ask("select count(*) from public.notes")).isEqualTo("0");
    JsonNode report = bosai(List.of("report", run)).json();
    assertThat(report.at("/writtenAfterTarget/public.notes/inserted").asInt())
        .as(report.toString())
        .isEqualTo(1);
    assertWhole();
    assertToldOnce("notify", "notify-switched");
    assertBackedUpOnce();
  }

  /** The new timeline has one backup, which is the proven one, and no WAL is missing. */
  private void assertBackedUpOnce() {
    JsonNode list = bosai(List.of("backup", "list")).json();
    assertThat(list.get("gaps")).as(list.toString()).isEmpty();
    String proven = list.at("/proven/backup").asText();
    assertThat(list.get("backups"))
        .as(list.toString())
        .filteredOn(backup -> backup.get("timeline").asInt() == timeline())
        .extracting(backup -> backup.get("id").asText())
        .containsExactly(proven);
  }

  /** Everything is as the mistake left it, with what was written since. */
  void assertUndone(JsonNode status) {
    assertThat(status.get("state").asText()).as(status.toString()).isEqualTo("done");
    assertThat(ask("select to_regclass('orders') is null")).isEqualTo("t");
    assertThat(parent()).as("one fork").isEqualTo(timeline);
    timeline = timeline();
    assertThat(ask("select count(*) from public.notes")).isEqualTo("1");
    assertWhole();
  }

  /** The table alone came back, and what was written meanwhile stays. */
  void assertExtracted(JsonNode status) {
    assertThat(status.get("state").asText()).as(status.toString()).isEqualTo("done");
    assertThat(ask(ROWS.formatted(newest))).isEqualTo(rows);
    assertThat(timeline()).isEqualTo(timeline);
    assertThat(ask("select count(*) from public.notes")).isEqualTo("1");
    assertWhole();
  }

  /** Writes are free, nothing stands beside but what a person asked to keep, both nodes serve. */
  private void assertWhole() {
    assertThat(ask("show default_transaction_read_only")).isEqualTo("off");
    assertThat(drill.look().nodes().stream().map(LabStatus.Node::role))
        .containsExactlyInAnyOrder("primary", "standby");
    assertThat(beside()).as("beside the data directory of " + node).isEmpty();
  }

  private List<String> beside() {
    String id = run.substring(run.indexOf('@') + 1);
    try (Stream<Path> all = Files.list(drill.node(node).data().resolveSibling(""))) {
      return all.map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.contains("restored-" + id) || name.contains("kept-" + id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertToldOnce(String... steps) {
    assertThat(receipts.lines().stream().filter(line -> line.contains("\"" + run + "/")))
        .as("messages of " + run)
        .hasSize(steps.length);
  }

  private int timeline() {
    return Integer.parseInt(ask(TIMELINE));
  }

  /** Returns where today's timeline begins; a fork that was undone has used up a number. */
  private int parent() {
    String history =
        ask(
            "select pg_read_file('pg_wal/' || lpad(upper(to_hex(%d)), 8, '0') || '.history')"
                .formatted(timeline()));
    String[] lines = history.strip().split("\n", -1);
    return Integer.parseInt(lines[lines.length - 1].split("\t", 2)[0]);
  }

  private String ask(String query) {
    return String.join("\n", drill.ask(node, query));
  }

  private Said bosai(List<String> arguments) {
    List<String> command = new ArrayList<>(arguments);
    command.addAll(List.of("--system", drill.systemFile().toString(), "--json"));
    return drill.bosai(command.toArray(String[]::new));
  }
}
