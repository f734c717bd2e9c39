package dev.bosai.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There and back: what was recovered once is as real, and as lossy, when it dies again. */
class TwoPromotionsIT {
  private static final int BASE = 29_100;

  @TempDir private Path folder;
  private LabDrill drill;

  @BeforeEach
  void up() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--lag", "200ms");
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void theSecondPrimaryThatDiesLosesWhatItsStandbyHadNotYetReceivedToo() {
    assertThat(drill.killPrimary()).isEqualTo("db1");
    String first = recovered();
    assertThat(lostRows(first)).isGreaterThanOrEqualTo(10);

    assertThat(drill.killPrimary()).isEqualTo("db2");
    String second = recovered();
    assertThat(lostRows(second)).isGreaterThanOrEqualTo(10);

    assertThat(drill.look().nodes()).extracting(node -> node.role()).contains("primary", "standby");
    bothRunsAreListedAndTheOlderOneIsStillThere(first, second);
  }

  private String recovered() {
    Said said = drill.promote();
    assertThat(said.exit()).as(said.toString()).isZero();
    JsonNode status = said.json();
    assertThat(status.get("state").asText()).as(said.toString()).isEqualTo("done");
    return status.get("run").asText();
  }

  private int lostRows(String run) {
    JsonNode report = drill.json("report", run, "--system", file(), "--json");
    for (JsonNode loss : report.at("/measured/loss")) {
      if (loss.get("source").asText().equals("probe")) {
        return loss.get("count").asInt();
      }
    }
    throw new AssertionError("no loss by the probe in " + report);
  }

  private void bothRunsAreListedAndTheOlderOneIsStillThere(String first, String second) {
    Said listed = drill.bosai("list", "--system", file());
    assertThat(listed.exit()).as(listed.toString()).isZero();
    assertThat(listed.out().lines().toList()).as(listed.out()).allMatch(row -> row.length() <= 100);
    List<String> runs = listed.out().lines().skip(1).map(row -> row.split("\\s+", 2)[0]).toList();
    assertThat(runs).contains(first, second);
    assertThat(runs.indexOf(second)).as("newest first").isLessThan(runs.indexOf(first));
    assertThat(drill.status(first).json().get("run").asText()).isEqualTo(first);
    assertThat(drill.status("lab").json().get("run").asText()).isEqualTo(second);
  }

  private String file() {
    return drill.systemFile().toString();
  }
}
