package dev.bosai.app.cut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.daemon.Daemons;
import dev.bosai.app.lab.daemon.LabDaemons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The primary's site is cut off in silence while a client beside it goes on writing. Nothing proves
 * a fence, so the run waits until two people give their word; when the site comes back its node is
 * fenced before anything else, and what was written there is named.
 */
class CutSiteIT {
  private static final int BASE = 24_100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private LabDrill drill;

  /** The system file promises that nobody goes past the router, and the probe looks. */
  @BeforeEach
  void up() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backups", "none", "--exclusive");
  }

  @AfterEach
  void down() {
    drill.close();
  }

  @Test
  void nothingIsPromotedOnOnePersonsWordAndWhatIsPromotedOnTwoIsCalledAttested() throws Exception {
    try (ClientBeside client = ClientBeside.of(drill.lab(), drill.node("db1"))) {
      Path past = new ProbeHome(drill.lab().layout().probe()).past();
      assertThat(Await.until(() -> said(past).contains("shop from 127.0.0.1"), PATIENCE)).isTrue();
      Instant cut = faults().cutSite().at();

      JsonNode waiting = waits();
      assertThat(waiting.at("/needs/decision").asText()).isEqualTo("override");
      assertThat(waiting.get("fenceProof").isNull()).isTrue();
      assertThat(waiting.at("/needs/facts").toString())
          .contains("by a worker of site \\\"tokyo\\\"", "who may attest", "aya, ken")
          .contains("clients came in past the route: shop from 127.0.0.1");
      assertThat(drill.ask("db2", "select pg_is_in_recovery()")).containsExactly("t");

      twoPeopleAttest();
      JsonNode promoted = untilPreserveWaits();
      assertThat(promoted.at("/needs/text").asText())
          .contains("no worker of site \"tokyo\" answers");
      assertThat(drill.ask("db2", "select pg_is_in_recovery()")).containsExactly("f");

      // The engine has no way to the cut node, and the client beside it has.
      assertThat(drill.ask("db1", sessionsOfBosaiSince(cut))).containsExactly("0");
      client.writes(20);

      theSiteComesBackWithoutItsWorker();
      startWorkerOfTokyo();
      // Nobody says anything: the fence lies there as the first work of the site's worker.
      assertThat(Await.until(() -> !takesWrites("db1"), PATIENCE)).isTrue();
      JsonNode ended = untilEnded();
      assertThat(ended.get("state").asText()).isEqualTo("done");
      // What it wrote was acknowledged, and is not on the new primary: that is what was warned of.
      long kept = Long.parseLong(drill.ask("db2", "select count(*) from beside").get(0));
      assertThat(kept + 20).isLessThan(client.acknowledged());
    }
    assertThat(drill.ask("db1", "select pg_is_in_recovery()")).containsExactly("t");
    itIsCalledAttested();
  }

  @Test
  void whereAllClientsComeThroughTheRouterCuttingThatProvesTheFence() throws Exception {
    Path past = new ProbeHome(drill.lab().layout().probe()).past();
    assertThat(Await.until(() -> Files.exists(past), PATIENCE)).isTrue();
    assertThat(said(past)).contains("\"seen\":{}");
    faults().cutSite();

    Said said = drill.promote();
    JsonNode promoted = said.json();
    assertThat(promoted.get("fenceProof").asText()).as(said.toString()).isEqualTo("RouteCut");
    assertThat(promoted.at("/needs/step").asText()).as(said.toString()).isEqualTo("verify");
    assertThat(drill.ask("db2", "select pg_is_in_recovery()")).containsExactly("f");
    List<String> there = drill.ask("db1", "select count(*) from orders");
    decide("skip", "the shop itself stands in the cut site");
    untilNeeded("preserve");
    assertThat(drill.ask("db1", "select count(*) from orders")).isEqualTo(there);

    faults().mendSite();
    assertThat(Await.until(() -> !takesWrites("db1"), PATIENCE)).isTrue();
    assertThat(untilEnded().get("state").asText()).isEqualTo("done");
    assertThat(drill.ask("db1", "select count(*) >= " + there.get(0) + " from orders"))
        .containsExactly("t");
  }

  private JsonNode waits() {
    Said said = drill.promote();
    assertThat(said.exit()).as(said.toString()).isEqualTo(5);
    return said.json();
  }

  private void twoPeopleAttest() {
    assertRefused(attest("aya", "eve"), "the word of \"eve\" does not stand in for a proof");
    assertRefused(attest("ken", "aya"), "it was made with another key than the system file's");
    assertThat(attest("aya", "aya").exit()).isZero();
    assertRefused(attest("aya", "aya"), "\"aya\" attested already");
    assertThat(drill.ask("db2", "select pg_is_in_recovery()")).containsExactly("t");
    assertThat(attest("ken", "ken").exit()).isZero();
  }

  private Said attest(String key, String who) {
    Path file = drill.lab().layout().keys().resolve(key);
    return drill.bosai(
        "attest",
        "lab",
        "--system",
        drill.systemFile().toString(),
        "--key",
        file.toString(),
        "--who",
        who,
        "--why",
        "the site manager says it is dark",
        "--yes");
  }

  private static void assertRefused(Said said, String why) {
    assertThat(said.exit()).as(said.toString()).isEqualTo(4);
    assertThat(said.err()).contains(why);
  }

  /** The service stands in the cut site, so it is ill until its site is back. */
  private JsonNode untilPreserveWaits() {
    assertThat(untilNeeded("verify").get("fenceProof").asText()).isEqualTo("Attested");
    decide("skip", "the shop itself stands in the cut site");
    return untilNeeded("preserve");
  }

  private JsonNode untilNeeded(String step) {
    Await.until(() -> drill.status("lab").json().at("/needs/step").asText().equals(step), PATIENCE);
    JsonNode status = drill.status("lab").json();
    assertThat(status.at("/needs/step").asText()).as(status.toString()).isEqualTo(step);
    return status;
  }

  private void decide(String choice, String why) {
    String file = drill.systemFile().toString();
    Said said = drill.bosai(choice, "lab", "--system", file, "--why", why, "--yes");
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  private JsonNode untilEnded() {
    decide("retry", "the site is back");
    Said said =
        drill.bosai(
            "watch",
            "lab",
            "--system",
            drill.systemFile().toString(),
            "--json",
            "--until=protected");
    JsonNode status = said.json();
    assertThat(status.at("/reprotect/state").asText()).as(said.toString()).isEqualTo("done");
    return status;
  }

  private void itIsCalledAttested() {
    Path page = folder.resolve("report.html");
    Said written =
        drill.bosai(
            "report", "lab", "--system", drill.systemFile().toString(), "--html", page.toString());
    assertThat(written.exit()).as(written.toString()).isZero();
    assertThat(page).content().contains("Recovered on people", "verdict bad");
    JsonNode json =
        drill.json("report", "lab", "--system", drill.systemFile().toString(), "--json");
    assertThat(json.get("fenceProof").asText()).isEqualTo("Attested");
    assertThat(json.at("/evidence/fence").toString())
        .contains("attested by aya", "attested by ken", "tried", "fenced at home");
    assertThat(json.at("/measured/loss/0/text").asText())
        .contains("transactions were committed past");
    assertThat(json.get("decisions").findValuesAsText("signed")).contains("true");
  }

  private void theSiteComesBackWithoutItsWorker() throws IOException {
    List<ProcessIdentity> worker =
        drill.look().workers().stream()
            .filter(one -> one.site().equals("tokyo"))
            .flatMap(one -> ProcessIdentity.of(one.pid()).stream())
            .toList();
    ProcessIdentity.signal("KILL", worker);
    Path told = drill.lab().layout().receipts();
    Instant began = Instant.now();
    faults().mendSite();
    assertThat(Await.until(() -> said(told).contains("TWO WRITERS: \\\"db1\\\""), PATIENCE))
        .isTrue();
    System.out.printf("told after %d ms%n", Duration.between(began, Instant.now()).toMillis());
    assertThat(drill.bosai("status", "lab", "--system", drill.systemFile().toString()).out())
        .contains("TWO WRITERS");
  }

  private void startWorkerOfTokyo() {
    Lab lab = drill.lab();
    new LabDaemons(lab.layout(), lab.settings())
        .all().stream()
            .filter(daemon -> daemon.name().equals("worker-tokyo"))
            .forEach(new Daemons(lab.layout(), lab.settings().user())::start);
  }

  private static String said(Path told) {
    try {
      return Files.exists(told) ? Files.readString(told) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean takesWrites(String node) {
    return drill.look().nodes().stream()
        .anyMatch(one -> one.name().equals(node) && one.role().equals("primary"));
  }

  private LabFault faults() {
    return new LabFault(drill.lab(), Clock.systemUTC());
  }

  private static String sessionsOfBosaiSince(Instant cut) {
    return "select count(*) from pg_stat_activity where usename = 'bosai' and pid <> pg_backend_pid()"
        + " and backend_start > '"
        + cut
        + "'";
  }
}
