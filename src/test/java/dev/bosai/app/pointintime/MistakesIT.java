package dev.bosai.app.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that leave the table in place: a bad update, and a bad migration. */
class MistakesIT {
  private static final int BASE = 28_400;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ROWS =
      "select md5(string_agg(o::text, ',' order by id)) from orders o where id <= %s";

  @TempDir private Path folder;
  private LabDrill drill;
  private Mending mending;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aBadUpdateAndABadMigrationAreTakenBackRowByRow() throws Exception {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    mending = new Mending(drill);
    String newest = mending.ask("select max(id) from orders");
    String good = mending.ask(ROWS.formatted(newest));
    mending.ask("update orders set item = 'oops', quantity = 0 where id <= " + newest);
    String target = mending.found("update");
    String bad = mending.ask(ROWS.formatted(newest));

    switchAndUndo(target);
    assertThat(mending.ask(ROWS.formatted(newest))).isEqualTo(bad).isNotEqualTo(good);
    assertThat(mending.roles()).containsExactlyInAnyOrder("primary", "standby");

    switchAndKeep(target);
    assertThat(mending.ask(ROWS.formatted(newest))).isEqualTo(good);

    String columns =
        "select string_agg(column_name || ' ' || data_type, ', ' order by ordinal_position)"
            + " from information_schema.columns where table_name = 'orders'";
    String before = mending.ask(columns);
    mending.ask(
        "begin; alter table orders drop column item; alter table orders alter quantity type text;"
            + " create index on orders (quantity); commit");
    assertThat(mending.ask(columns)).isNotEqualTo(before);

    switchAndKeep(mending.found("alter"));
    assertThat(mending.ask(columns)).isEqualTo(before);
    assertThat(mending.ask(ROWS.formatted(newest))).isEqualTo(good);
    assertThat(mending.ask("select count(*) from pg_indexes where tablename = 'orders'"))
        .isEqualTo("1");
  }

  /**
   * While the service stands still, nobody but the probe writes, and going back takes no word more.
   * What the fence left is, byte by byte, what the undo begins with.
   */
  private void switchAndUndo(String target) throws IOException {
    Said started =
        mending.bosai("start", slowly().toString(), "--yes", "--input", "target=" + target);
    assertThat(started.exit()).as(started.toString()).isZero();
    String run = started.json().get("run").asText();
    mending.answer("hold", "read-only");
    mending.answer("choose", "switch");
    mending.awaitNeed("approve");
    Path data = drill.node("db1").data();
    String fenced = checksum(data);
    signalShop("STOP");
    try {
      mending.answer("approve", "approve");
      mending.awaitNeed("settle");
      Path kept = data.resolveSibling(data.getFileName() + ".kept-" + Mending.id(run));
      assertThat(checksum(kept)).isEqualTo(fenced);
      mending.answer("settle", "undo");
      mending.awaitState(run, "done");
    } finally {
      signalShop("CONT");
    }
    String last = mending.ask("select max(id) from orders");
    Await.until(() -> !mending.ask("select max(id) from orders").equals(last), PATIENCE);
    assertThat(mending.ask("select max(id) from orders")).as("the shop goes on").isNotEqualTo(last);
  }

  private void switchAndKeep(String target) {
    String run = mending.start(target);
    mending.answer("hold", "keep-serving");
    mending.answer("choose", "switch");
    mending.answer("settle", "keep");
    mending.awaitState(run, "done");
    Await.until(
        () -> mending.status().get("protection").asText().equals("protected"), Mending.PATIENCE);
    assertThat(mending.status().get("protection").asText()).isEqualTo("protected");
  }

  /**
   * The shipped runbook, with a person's look between the fence and the switch, for a service that
   * people hold: it does not answer, and no write through it is verified.
   */
  private Path slowly() throws IOException {
    Said shipped = drill.bosai("runbook", "show", "point-in-time-recovery");
    String fence = "        - fence: {database: \"${database}\"}\n";
    assertThat(shipped.out()).contains(fence);
    String own =
        shipped
            .out()
            .replace(fence, fence + "        - approve: {title: Look at what the fence left}\n")
            .replaceAll("        - verify: .*\n", "")
            .replace("runbook: point-in-time-recovery", "runbook: slowly");
    return Files.writeString(folder.resolve("slowly.yaml"), own);
  }

  private void signalShop(String signal) {
    long shop =
        drill.look().processes().stream()
            .filter(process -> process.name().equals("shop"))
            .mapToLong(LabStatus.Other::pid)
            .findFirst()
            .orElseThrow();
    Program.of(List.of("kill", "-" + signal, Long.toString(shop)), PATIENCE).runWell("look at it");
  }

  private static String checksum(Path directory) {
    String command =
        "cd '" + directory + "' && find . -type f | sort | xargs sha256sum | sha256sum";
    return Program.of(List.of("/bin/sh", "-c", command), PATIENCE).runWell("look at it");
  }
}
