package dev.bosai.app.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary dies under load with a standby that lags: every lost order is found, and no other. */
class SalvageIT {
  private static final int BASE = 29_700;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TOUCHED = 400;

  /** Every 10 ms one order is changed and another one goes, of the first 400. */
  private static final String CHANGES =
      """
      do $$ begin
        for i in 1..200 loop
          update orders set item = 'coffee ' || i where id = 2 * i;
          delete from orders where id = 2 * i - 1;
          commit;
          perform pg_sleep(0.01);
        end loop;
      end $$
      """;

  @TempDir private Path folder;
  private LabDrill drill;

  @BeforeEach
  void up() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--lag", "300ms");
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void exactlyTheLostOrdersAreSalvagedWithTheirValues() throws Exception {
    assertThat(Await.until(() -> count("db1") > TOUCHED + 50, PATIENCE)).isTrue();
    Thread client = new Thread(() -> writeUntilItDies(), "client");
    client.start();
    assertThat(Await.until(() -> changed("db1") > 40, PATIENCE)).isTrue();
    drill.killPrimary();
    client.join();
    Said recovered = drill.promote();
    assertThat(recovered.exit()).as(recovered.toString()).isZero();
    String run = recovered.json().get("run").asText();
    theNewPrimaryGoesOn();

    Said early = old("discard", run);
    assertThat(early.exit()).as(early.toString()).isEqualTo(4);
    assertThat(early.err()).contains("nobody has had the rows", "bosai salvage");
    JsonNode salvaged = salvage(run);

    JsonNode orders = salvaged.at("/tables/public.orders");
    assertThat(salvaged.get("tables").size()).as(salvaged.toString()).isEqualTo(1);
    List<String> lines = Files.readAllLines(Path.of(orders.get("file").asText()));
    assertThat(lines.stream().skip(1).sorted())
        .isEqualTo(expected(salvaged).stream().sorted().toList());
    assertThat(lines).anyMatch(line -> line.startsWith("inserted,"));
    assertThat(lines).anyMatch(line -> line.startsWith("updated,"));
    assertThat(lines).anyMatch(line -> line.startsWith("deleted,"));
    assertThat(salvaged.get("notes").toString()).contains("bosai.probe\\\" is left out");
    peopleReadIt(run, orders);
    theOldDirectoryIsKeptAndThenGivenUp(run, Path.of(salvaged.get("old").asText()));
  }

  /** What the old directory has and the new primary has not, as PostgreSQL itself reads both. */
  private List<String> expected(JsonNode salvaged) throws IOException {
    Map<Long, String> old =
        new OldReader(drill, Path.of(salvaged.get("old").asText()), BASE + 90).orders();
    Map<Long, String> live = OldReader.orders(drill, drill.node("db2").port());
    List<String> lines = new ArrayList<>();
    old.forEach(
        (id, row) -> {
          String now = live.get(id);
          if (now == null && !isOurs(id)) {
            lines.add("inserted,old,," + row);
          } else if (now != null && !now.equals(row) && id <= TOUCHED) {
            lines.add("updated,old,item," + row);
            lines.add("updated,live,item," + now);
          } else if (now != null && !now.equals(row) && !isOurs(id)) {
            lines.add("inserted-conflict,old,," + row);
            lines.add("inserted-conflict,live,," + now);
          }
        });
    live.forEach(
        (id, row) -> {
          if (id <= TOUCHED && !old.containsKey(id)) {
            lines.add("deleted,live,," + row);
          }
        });
    return lines;
  }

  /** Orders that the test itself changes on the new primary, which none on the old one did. */
  private static boolean isOurs(long id) {
    return id > TOUCHED && id <= TOUCHED + 20;
  }

  private void theNewPrimaryGoesOn() {
    drill.ask("db2", "update orders set item = 'water' where id between 401 and 410");
    drill.ask("db2", "delete from orders where id between 411 and 420");
    drill.ask(
        "db2", "insert into orders (item, quantity) select 'later', 1 from generate_series(1, 30)");
  }

  private void peopleReadIt(String run, JsonNode orders) {
    Said text = drill.bosai("salvage", run, "--system", file());
    assertThat(text.exit()).as(text.toString()).isZero();
    assertThat(text.out())
        .contains("public.orders", "public.orders.csv", orders.get("sha256").asText())
        .contains("nothing was brought back", "bosai discard " + run);
  }

  private void theOldDirectoryIsKeptAndThenGivenUp(String run, Path directory) {
    assertThat(directory).isDirectory();
    Said kept = old("keep", run);
    assertThat(kept.exit()).as(kept.toString()).isZero();
    assertThat(kept.json().get("directory").asText()).isEqualTo(directory.toString());
    Said discarded = old("discard", run);
    assertThat(discarded.exit()).as(discarded.toString()).isZero();
    assertThat(discarded.json().get("there").asBoolean()).isFalse();
    assertThat(directory).doesNotExist();
    assertThat(salvage(run).at("/tables/public.orders/file").asText()).endsWith(".csv");
  }

  private JsonNode salvage(String run) {
    Said said = drill.bosai("salvage", run, "--system", file(), "--json");
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json();
  }

  private Said old(String word, String run) {
    return drill.bosai(word, run, "--system", file(), "--why", "seen", "--yes", "--json");
  }

  private void writeUntilItDies() {
    try {
      drill.ask("db1", CHANGES);
    } catch (RuntimeException died) {
      System.out.println("the primary died under its client: " + died.getMessage());
    }
  }

  private long count(String node) {
    return Long.parseLong(drill.ask(node, "select coalesce(max(id), 0) from orders").get(0));
  }

  private long changed(String node) {
    return Long.parseLong(
        drill.ask(node, "select count(*) from orders where item like 'coffee%'").get(0));
  }

  private String file() {
    return drill.systemFile().toString();
  }
}
