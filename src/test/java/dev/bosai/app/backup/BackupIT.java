package dev.bosai.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.parse.SystemFileParser;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleListDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night with a mistake, and a day with a lost WAL file, on a real lab under load. */
class BackupIT {
  private static final int BASE = 24_300;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private LabDrill drill;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aMistakeIsFoundWhatReachesItIsProvenAndALostFileIsRed() throws IOException {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    aFirstBackupIsThereAndNotYetProven();
    aSecondOneIsTaken();
    aMomentIsMarked();
    theMistakeIsFound();
    theNewestBackupIsProven();
    whatIsDueIsScheduled();
    aLostFileIsRed();
  }

  private void aFirstBackupIsThereAndNotYetProven() {
    JsonNode list = well("backup", "list");

    assertThat(list.get("backups")).hasSize(1);
    assertThat(list.get("windows")).hasSize(1);
    assertThat(list.get("gaps")).isEmpty();
    assertThat(list.get("proven").isNull()).isTrue();
    assertThat(list.get("alarms"))
        .extracting(JsonNode::asText)
        .containsExactly("no restore was ever proven");
  }

  private void aSecondOneIsTaken() {
    JsonNode taken = well("backup", "take", "--reason", "before the migration").get("backup");

    JsonNode backups = well("backup", "list").get("backups");
    assertThat(backups).hasSize(2);
    assertThat(backups.get(1)).isEqualTo(taken);
    assertThat(Instant.parse(taken.get("stoppedAt").asText()))
        .isAfter(Instant.parse(backups.get(0).get("stoppedAt").asText()));
  }

  private void aMomentIsMarked() {
    JsonNode marked = well("mark", "before-deploy-412");

    assertThat(marked.get("lsn").asText()).matches("[0-9A-F]+/[0-9A-F]+");
    Said bad = bosai("mark", "no good name");
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err()).contains("\\\"no good name\\\" cannot name a restore point");
  }

  private void theMistakeIsFound() {
    String before = drill.ask("db1", "select now()::timestamptz(0)").get(0);
    drill.ask("db1", "drop table orders");
    String now = Instant.now().toString();

    JsonNode found =
        well("backup", "find", "--around", now, "--within", "2m", "--table", "orders").get("found");

    JsonNode drop = found.get(found.size() - 1);
    assertThat(drop.get("kind").asText()).as("after %s: %s", before, found).isEqualTo("drop");
    assertThat(drop.get("target").asText()).isEqualTo("xid:" + drop.get("xid").asText());
    assertThat(drop.get("tables"))
        .extracting(table -> table.get("name").asText())
        .contains("public.orders");
    assertThat(
            bosaiText("backup", "find", "--around", now, "--within", "2m", "--table", "orders")
                .out())
        .endsWith(
            "bosai start point-in-time-recovery --system lab --input target="
                + drop.get("target").asText()
                + "\n");
  }

  private void theNewestBackupIsProven() {
    JsonNode proven = well("backup", "prove").get("proven");

    assertThat(proven.get("passed").asBoolean()).isTrue();
    JsonNode list = well("backup", "list");
    assertThat(proven.get("backup")).isEqualTo(list.at("/backups/1/id"));
    assertThat(list.get("proven")).isEqualTo(proven);
    assertThat(list.get("alarms")).isEmpty();
  }

  private void whatIsDueIsScheduled() throws IOException {
    Path file = drill.systemFile();
    try (TemporalConnection temporal =
        TemporalConnection.open(
            SystemFileParser.parse(file.toString(), Files.readString(file)).temporal(),
            TemporalAccess.plain())) {
      ScheduleClient schedules =
          ScheduleClient.newInstance(
              temporal.service(),
              ScheduleClientOptions.newBuilder()
                  .setNamespace(temporal.client().getOptions().getNamespace())
                  .setDataConverter(temporal.client().getOptions().getDataConverter())
                  .build());
      assertThat(
              Await.until(
                  () ->
                      ids(schedules)
                          .containsAll(
                              List.of(
                                  "backup/lab/main/take",
                                  "backup/lab/main/prove",
                                  "backup/lab/main/watch")),
                  PATIENCE))
          .as("schedules %s", ids(schedules))
          .isTrue();
      schedules.getHandle("backup/lab/main/watch").trigger();
    }
  }

  private static List<String> ids(ScheduleClient schedules) {
    return schedules.listSchedules().map(ScheduleListDescription::getScheduleId).toList();
  }

  private void aLostFileIsRed() throws IOException {
    List<String> files = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      files.add(drill.ask("db1", "select pg_walfile_name(pg_switch_wal() - 1)").get(0).strip());
      drill.ask("db1", "create table filler_%d as select 1".formatted(n));
    }
    LabLayout layout = drill.lab().layout();
    assertThat(Await.until(() -> archived(layout, files.get(2)), PATIENCE)).isTrue();
    String lost = files.get(1);
    Files.delete(layout.archive().resolve(lost));

    Said list = bosaiText("backup", "list");
    Said prove = bosai("backup", "prove");

    assertThat(list.exit()).isZero();
    assertThat(list.out()).startsWith("ALARM: ").contains(lost);
    assertThat(prove.exit()).as(prove.toString()).isEqualTo(3);
    assertThat(prove.json().at("/proven/passed").asBoolean()).isFalse();
    assertThat(prove.out()).contains(lost);
    assertThat(told(layout)).anySatisfy(line -> assertThat(line).contains("ALARM", lost));
  }

  private static boolean archived(LabLayout layout, String file) {
    return Files.exists(layout.archive().resolve(file));
  }

  private static List<String> told(LabLayout layout) throws IOException {
    try (Stream<String> lines = Files.lines(layout.receipts())) {
      return lines.toList();
    }
  }

  private JsonNode well(String... command) {
    Said said = bosai(command);
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json();
  }

  private Said bosai(String... command) {
    return bosaiText(Stream.concat(Stream.of(command), Stream.of("--json")).toArray(String[]::new));
  }

  private Said bosaiText(String... command) {
    return drill.bosai(
        Stream.concat(Stream.of(command), Stream.of("--system", drill.systemFile().toString()))
            .toArray(String[]::new));
  }
}
