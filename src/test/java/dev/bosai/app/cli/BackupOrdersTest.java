package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.report.DocumentedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work on backups, command by command, against a Temporal for unit tests. */
@Timeout(60)
class BackupOrdersTest {
  private static final String AROUND = "2026-11-25T03:14:07+09:00";

  @TempDir Path folder;
  private final Repository repository = new Repository();
  private RunServer server;
  private Bosai bosai;

  @BeforeEach
  void open() throws IOException {
    server = new RunServer();
    server.writeFiles(folder);
    bosai = new Bosai(folder);
  }

  @AfterEach
  void close() {
    repository.mayEnd.countDown();
    server.close();
  }

  @Test
  void aBackupIsTakenOnThePrimarysHostAndTheNextThingToTypeIsTold() throws IOException {
    workers("tokyo");

    Said said = bosai.run("backup", "take", "--system", "shop");
    Said json = bosai.run("backup", "take", "--system", "shop", "--json");

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualTo(
            "backup \"20261125T020000Z\" was taken: 1.0 GB in 7.00 s; it reaches from 2026-11-25"
                + " 02:00:07.250Z on\nnext: bosai backup prove --system shop\n");
    assertThat(repository.asked).containsOnly("take on db1");
    DocumentedJson.of("`bosai backup take --json`").assertDescribes(json(json));
  }

  @Test
  void aSiteWithoutAWorkerIsPassedOver() {
    workers("us-west");

    Said said = bosai.run("backup", "list", "--system", "shop");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(repository.asked).containsExactly("list on db2");
  }

  @Test
  void longWorkTellsHowFarItHasCome() {
    repository.slow = true;
    workers("tokyo");
    CompletableFuture<Said> taking =
        CompletableFuture.supplyAsync(() -> bosai.run("backup", "take", "--system", "shop"));

    String refusal = secondTake();
    awaitBeats(10);
    repository.mayEnd.countDown();

    assertThat(refusal)
        .contains(
            "\"take\" of database \"main\" is under way already, ordered by \"aya\" at 2",
            "412 of 1040 MB, 310 MB/s, 2 s left; nothing was started",
            "HINT: let it end; its page is http://");
    assertThat(taking.join().code()).isZero();
    assertThat(taking.join().err()).contains("  … 412 of 1040 MB, 310 MB/s, 2 s left\n");
  }

  /** Begins when the first one is at work, and asks until it has told how far it has come. */
  private String secondTake() {
    awaitBeats(1);
    while (true) {
      Said second = new Bosai(folder).run("backup", "take", "--system", "shop");
      assertThat(second.code()).isEqualTo(4);
      if (second.err().contains("412 of")) {
        return second.err();
      }
    }
  }

  private void awaitBeats(int count) {
    assertThat(Await.until(() -> repository.beats.get() >= count, Duration.ofSeconds(50))).isTrue();
  }

  @Test
  void aListShowsWindowsBackupsAndTheLastProof() throws IOException {
    workers("tokyo");

    Said said = bosai.run("backup", "list", "--system", "shop");

    assertThat(said.code()).isZero();
    assertThat(said.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(said.out())
        .contains(
            "shop, database \"main\": basebackup in /nowhere/backups",
            "2026-11-25 02:00:07.250Z  2026-11-25 03:00:07.250Z  1         20261125T020000Z",
            "20261125T020000Z  2026-11-25 02:00:07Z  2 h  1.0 GB  1",
            "last proven restorable point: 2026-11-25 02:00:37.250Z with backup"
                + " \"20261125T020000Z\", proven 1 h 59\nmin ago\n")
        .doesNotContain("ALARM")
        .endsWith(
            "next: bosai backup find --system shop --around TIME finds a mistake to go back"
                + " before\n");
  }

  @Test
  void alarmsComeFirstAndNameTheSegment() throws IOException {
    repository.lost = true;
    workers("tokyo");

    Said said = bosai.run("backup", "list", "--system", "shop");
    JsonNode json = json(bosai.run("backup", "list", "--system", "shop", "--json"));

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .startsWith("ALARM: WAL file \"" + Repository.LOST + "\" is of no use: it is missing\n")
        .contains(
            "  "
                + Repository.LOST
                + ": it is missing; last reachable moment before it 2026-11-25"
                + " 03:00:07.250Z")
        .endsWith("next: bosai backup take --system shop\n");
    DocumentedJson.of("`bosai backup list --json`").assertDescribes(json);
    assertThat(json.at("/gaps/0/first").asText()).isEqualTo(Repository.LOST);
  }

  @Test
  void anEmptyRepositoryIsAnAlarmAndNoError() {
    repository.empty = true;
    workers("tokyo");

    Said said = bosai.run("backup", "list", "--system", "shop");

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .startsWith("ALARM: there is no backup\nALARM: no restore was ever proven\n")
        .contains("no moment can be reached");
  }

  @Test
  void aProofThatPassesIsCodeZeroAndTellsNobody() throws IOException {
    workers("tokyo");

    Said said = bosai.run("backup", "prove", "--system", "shop", "--backup", "20261125T020000Z");
    JsonNode json = json(bosai.run("backup", "prove", "--system", "shop", "--json"));

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .startsWith("backup \"20261125T020000Z\" was restored and every check is good\n")
        .contains("restored 1.0 GB in 0.86 s, replayed 16.0 MB of WAL in 1.77 s");
    assertThat(repository.asked)
        .containsExactly("prove 20261125T020000Z on db1", "prove null on db1");
    assertThat(repository.told).isEmpty();
    DocumentedJson.of("`bosai backup prove --json`").assertDescribes(json);
  }

  @Test
  void aProofThatDoesNotPassIsCodeThreeAndTellsEveryChannel() {
    repository.lost = true;
    workers("tokyo");

    Said said = bosai.run("backup", "prove", "--system", "shop");

    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out())
        .startsWith("NOT PROVEN: backup \"20261125T020000Z\" did not pass its restore proof\nRED ")
        .contains("RED   wal              \"" + Repository.LOST + "\" is missing");
    assertThat(repository.told)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.channel()).isEqualTo("incident");
              assertThat(message.key()).startsWith("backup/shop/main/prove/");
              assertThat(message.text())
                  .startsWith("shop: ALARM: backup \"20261125T020000Z\" of database \"main\"")
                  .endsWith("wal: \"" + Repository.LOST + "\" is missing");
            });
  }

  @Test
  void aMistakeIsFoundAndTheCommandThatGoesBackBeforeItIsTold() throws IOException {
    workers("tokyo");

    Said said =
        bosai.run("backup", "find", "--system", "shop", "--around", AROUND, "--table", "orders");
    JsonNode json =
        json(bosai.run("backup", "find", "--system", "shop", "--around", AROUND, "--json"));

    assertThat(said.code()).isZero();
    assertThat(said.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(said.out())
        .startsWith(
            "2 transactions from 2026-11-24 18:04:07Z to 2026-11-24 18:24:07Z, timeline 1\n")
        .contains(
            "2026-11-24 18:14:07.000Z  drop    xid:4711  public.orders (emptied or gone)",
            "2026-11-24 18:14:07.020Z  insert  xid:4712  public.customers (+120 ~3)")
        .endsWith("  bosai start point-in-time-recovery --system shop --input target=xid:4711\n");
    assertThat(repository.asked).containsExactly("find orders on db1", "find  on db1");
    DocumentedJson.of("`bosai backup find --json`").assertDescribes(json);
  }

  @Test
  void nothingFoundIsASentenceAndNoError() {
    repository.empty = true;
    workers("tokyo");

    Said said = bosai.run("backup", "find", "--system", "shop", "--around", AROUND);

    assertThat(said.code()).isZero();
    assertThat(said.out()).startsWith("no transaction was found from 2026-11-24 18:04:07Z");
  }

  @Test
  void aMomentIsMarkedAndHowToGoBackToItIsTold() throws IOException {
    workers("tokyo");

    Said said = bosai.run("mark", "before-deploy-412", "--system", "shop");
    JsonNode json = json(bosai.run("mark", "before-deploy-412", "--system", "shop", "--json"));

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .isEqualTo(
            "marked \"before-deploy-412\" at 2026-11-25 02:00:07.250Z, position 0/A001200\n"
                + "to go back to it: bosai start point-in-time-recovery --system shop --input"
                + " target=name:before-deploy-412\n");
    DocumentedJson.of("`bosai mark NAME --json`").assertDescribes(json);
  }

  private void workers(String site) {
    server.startBackupWorkers("shop", site, repository);
  }

  private static JsonNode json(Said said) throws IOException {
    assertThat(said.err()).isEmpty();
    return new ObjectMapper().readTree(said.out());
  }
}
