package dev.bosai.app.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same mistake on a lab whose backups pgBackRest keeps, and what comes after it: the stanza
 * follows the cluster to the timeline of the restore, and then to another node.
 */
class PgbackrestLabIT {
  private static final int BASE = 24_900;
  private static final String ORDERS = "select o::text from orders o where id <= %d order by id";

  @TempDir private Path folder;
  private LabDrill drill;
  private Mending mending;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aMistakeIsTakenBackAndTheStanzaGoesOnWithWhoeverTakesWrites() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backups", "pgbackrest", "--backup");
    mending = new Mending(drill);
    aFirstBackupIsThereAndNotYetProven();
    aDroppedTableComesBack();
    theNewTimelineIsProven("db1", 2);
    theOtherNodeTakesOver();
    theNewTimelineIsProven("db2", 3);
    anotherBackupIsTakenAndProven();
    anotherKindOfBackupsNeedsAnotherLab();
  }

  private void aFirstBackupIsThereAndNotYetProven() {
    JsonNode list = well("backup", "list");

    assertThat(list.get("provider").asText()).isEqualTo("pgbackrest");
    assertThat(list.get("repository").asText()).isEqualTo("pgbackrest stanza main");
    assertThat(list.get("backups")).hasSize(1);
    assertThat(list.get("windows")).hasSize(1);
    assertThat(list.get("gaps")).isEmpty();
    assertThat(list.get("alarms"))
        .extracting(JsonNode::asText)
        .containsExactly("no restore was ever proven");
  }

  private void aDroppedTableComesBack() {
    long newest = Long.parseLong(mending.ask("select max(id) from orders"));
    List<String> before = drill.ask("db1", ORDERS.formatted(newest));
    mending.ask("drop table orders");

    String run = mending.start(mending.found("drop"));
    mending.answer("hold", "read-only");
    mending.answer("choose", "switch");
    mending.answer("settle", "keep");
    mending.awaitState(run, "done");

    assertThat(drill.ask("db1", ORDERS.formatted(newest))).isEqualTo(before);
    awaitProtected();
    assertThat(mending.roles()).containsExactly("primary", "standby");
  }

  private void theOtherNodeTakesOver() {
    assertThat(drill.killPrimary()).isEqualTo("db1");
    Said promoted = drill.promote();

    assertThat(promoted.exit()).as(promoted.toString()).isZero();
    awaitProtected();
    assertThat(mending.roles()).containsExactly("standby", "primary");
  }

  /** By reprotect, which each recovery ends with. */
  private void theNewTimelineIsProven(String primary, int timeline) {
    JsonNode list = well("backup", "list");

    assertThat(list.at("/proven/passed").asBoolean()).as(list.toString()).isTrue();
    assertThat(list.at("/proven/timeline").asInt()).isEqualTo(timeline);
    assertThat(list.get("alarms")).as(list.toString()).isEmpty();
    assertThat(drill.ask(primary, "select last_archived_wal from pg_stat_archiver"))
        .singleElement()
        .satisfies(file -> assertThat(file).startsWith("%08X".formatted(timeline)));
  }

  private void anotherBackupIsTakenAndProven() {
    JsonNode taken = well("backup", "take", "--reason", "to be sure").get("backup");
    JsonNode proven = well("backup", "prove").get("proven");

    assertThat(proven.get("backup")).isEqualTo(taken.get("id"));
    assertThat(proven.get("passed").asBoolean()).as(proven.toString()).isTrue();
    // Of one day stay the first, from which every moment is reached, the proven one, and the last.
    assertThat(well("backup", "list").get("backups"))
        .extracting(backup -> backup.get("timeline").asInt())
        .startsWith(1)
        .endsWith(3, 3);
  }

  private void anotherKindOfBackupsNeedsAnotherLab() {
    Said other = drill.bosai("lab", "up", "--backups", "basebackup");

    assertThat(other.exit()).as(other.toString()).isEqualTo(4);
    assertThat(other.err()).contains("--backups", "pgbackrest");
    assertThat(drill.bosai("lab", "up").exit()).isZero();
  }

  private void awaitProtected() {
    Await.until(
        () -> mending.status().get("protection").asText().equals("protected"), Mending.PATIENCE);
    assertThat(mending.status().get("protection").asText())
        .as(mending.status().toString())
        .isEqualTo("protected");
  }

  private JsonNode well(String... command) {
    Said said = mending.bosai(command);
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json();
  }
}
