package dev.bosai.app.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.kill.Effects;
import dev.bosai.app.kill.LostTemporal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Temporal is gone, and with it every run. People recover on the hosts, by card; the next run finds
 * what they did, and goes on from there.
 */
class CardIT {
  private static final int BASE = 27_700;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private LabDrill drill;
  private Effects effects;

  @BeforeEach
  void aLabWithCards() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync", "--backups", "none");
    assertThat(Await.until(() -> Files.exists(card("db1")) && Files.exists(card("db2")), PATIENCE))
        .as("workers write cards at their start")
        .isTrue();
    JsonNode renewed = drill.json("node", "cards", "--system", system(), "--json");
    assertThat(renewed.get("missing")).isEmpty();
    assertThat(renewed.get("cards").size()).isEqualTo(2);
    effects = Effects.from(drill);
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void peopleFinishARecoveryWithoutTemporalAndTheNextRunTakesItUp() throws IOException {
    Path proof = folder.resolve("proof.json");
    LostTemporal temporal = new LostTemporal(drill);
    refusesWhileARunIsLive();
    temporal.dies();
    drill.killPrimary();

    refusesWhatIsNotRight(proof);
    Said fenced = byCard("fence", "db1", "--proof", proof.toString());
    assertThat(fenced.exit()).as(fenced.toString()).isZero();
    assertThat(fenced.out()).contains("node \"db1\" cannot write", "next: carry");
    refusesAChangedProof(proof);
    Said promoted = byCard("promote", "db2", "--proof", proof.toString());
    assertThat(promoted.exit()).as(promoted.toString()).isZero();
    assertThat(promoted.out()).contains("takes writes on timeline 2", "next: bosai node repoint");
    Said led = byCard("repoint", "db2");
    assertThat(led.exit()).as(led.toString()).isZero();
    assertThat(led.out()).contains("clients are led to \"db2\" (moved)", "next: when Temporal");
    again(proof);
    Said status = drill.bosai("node", "status", "--card", card("db2").toString());
    assertThat(status.exit()).as(status.toString()).isZero();
    assertThat(status.out()).contains("db2", "ordered by card");

    temporal.startsEmpty();
    assertThat(drill.bosai("lab", "up").exit()).as("everybody has found temporal again").isZero();
    Said run = drill.promote();

    assertThat(run.exit()).as(run.toString()).isZero();
    assertTakenUp(run.json());
    effects.assertHappenedOnce();
    effects.assertNothingLost();
  }

  private void refusesWhileARunIsLive() throws IOException {
    Path runbook =
        Files.writeString(
            folder.resolve("look.yaml"),
            """
            runbook: look
            title: Wait for a person
            level: L2
            objectives: {rto: 1h, rpo: 15m}
            steps:
              - manual: {title: Look, instructions: look at it}
            """);
    Said begun = drill.bosai("start", runbook.toString(), "--system", system(), "--yes", "--json");
    assertThat(begun.exit()).as(begun.toString()).isZero();

    assertRefused(byCard("fence", "db2"), "is live; a card is for when Temporal is gone");
  }

  private void refusesWhatIsNotRight(Path proof) throws IOException {
    Said unsigned = orderedBy("aya", "fence", "db1", "--key", key("ken"));
    assertRefused(unsigned, "the signature of \"aya\" does not hold");
    Said noCommander = orderedBy("ken", "fence", "db1", "--key", key("ken"));
    assertRefused(noCommander, "\"ken\" is no commander");
    Path forged = folder.resolve("card.json");
    Files.writeString(
        forged, Files.readString(card("db2")).replaceFirst("\"epoch\" : \\d+", "\"epoch\" : 77"));
    Said changed =
        drill.bosai("node", "fence", "--card", forged.toString(), "--why", "drill", "--who", "aya");
    assertRefused(changed, "is not as the host of \"db2\" signed it");
    assertThat(proof).doesNotExist();
  }

  private void refusesAChangedProof(Path proof) throws IOException {
    Path changed = folder.resolve("changed.json");
    Files.writeString(
        changed, Files.readString(proof).replaceFirst("\"killed\" : ", "\"killed\" : 1"));
    assertRefused(
        byCard("promote", "db2", "--proof", changed.toString()),
        "the proof is not as the host of \"db1\" signed it");
  }

  /** Whoever is not sure whether it was done orders it again. */
  private void again(Path proof) {
    List<Said> again =
        List.of(
            byCard("fence", "db1", "--proof", proof.toString()),
            byCard("promote", "db2", "--proof", proof.toString()),
            byCard("repoint", "db2"));
    assertThat(again).allSatisfy(said -> assertThat(said.exit()).as(said.toString()).isZero());
    assertThat(again.get(2).out()).contains("they were already");
  }

  private void assertTakenUp(JsonNode status) {
    assertThat(status.get("state").asText()).isEqualTo("done");
    assertThat(status.get("protection").asText()).isEqualTo("standby-only");
    assertThat(status.at("/clock/startedFrom").asText()).isEqualTo("probe");
    assertThat(status.get("steps").get(0).get("sentence").asText())
        .contains("was promoted already, by people with a card");
    JsonNode report = drill.report(status.get("run").asText());
    long gap = report.at("/evidence/measure").get("probe gap ms").asLong();
    assertThat(report.at("/measured/outageMs").asLong() + gap)
        .isCloseTo(effects.outage().toMillis(), within(1L));
    assertThat(report.at("/evidence/assess").toString())
        .contains("fence of \\\"db1\\\", ordered at")
        .contains("promote of \\\"db2\\\", ordered at")
        .contains("repoint of \\\"db2\\\", ordered at")
        .contains("by aya: drill (card ");
  }

  private static void assertRefused(Said said, String why) {
    assertThat(said.exit()).as(said.toString()).isEqualTo(4);
    assertThat(said.err()).contains(why).contains("HINT: ");
  }

  private Said byCard(String effect, String node, String... more) {
    List<String> withKey = new ArrayList<>(List.of(more));
    withKey.addAll(List.of("--key", key("aya")));
    return orderedBy("aya", effect, node, withKey.toArray(String[]::new));
  }

  private Said orderedBy(String who, String effect, String node, String... more) {
    List<String> command = new ArrayList<>(List.of("node", effect));
    command.addAll(List.of("--card", card(node).toString(), "--why", "drill", "--who", who));
    command.addAll(List.of(more));
    return drill.bosai(command.toArray(String[]::new));
  }

  private Path card(String node) {
    Path data = drill.node(node).data();
    return data.resolveSibling(data.getFileName() + ".bosai").resolve("card.json");
  }

  private String key(String who) {
    return drill.lab().layout().keys().resolve(who).toString();
  }

  private String system() {
    return drill.systemFile().toString();
  }
}
