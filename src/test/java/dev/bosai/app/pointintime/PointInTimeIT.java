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

/** A table is dropped, and rows are deleted, on a real lab while its service goes on writing. */
class PointInTimeIT {
  private static final int BASE = 24_600;
  private static final String LATER = "select o::text from orders o where id > 50 order by id";
  private static final String ORDERS = "select o::text from orders o where id <= %d order by id";

  @TempDir private Path folder;
  private LabDrill drill;
  private Mending mending;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aDroppedTableComesBackAndTheSwitchCanBeTakenBackUntilItIsKept() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    mending = new Mending(drill);
    long newest = Long.parseLong(mending.ask("select max(id) from orders"));
    List<String> before = drill.ask("db1", ORDERS.formatted(newest));
    mending.ask("drop table orders");
    String target = mending.found("drop");

    String first = mending.start(target);
    mending.answer("hold", "read-only");
    mending.answer("choose", "switch");
    mending.awaitNeed("settle");
    assertThat(drill.ask("db1", ORDERS.formatted(newest))).isEqualTo(before);
    reportNamesTheTarget(first, target);

    // The service has written since, so going back takes a word more.
    Await.until(
        () -> !mending.ask("select max(id) from orders").equals("" + newest), Mending.PATIENCE);
    mending.answer("settle", "undo");
    Await.until(() -> mending.choices().contains("override"), Mending.PATIENCE);
    mending.answer("settle", "override");
    mending.awaitState(first, "done");
    assertThat(mending.ask("select to_regclass('orders') is null")).isEqualTo("t");
    assertThat(mending.roles()).containsExactlyInAnyOrder("primary", "standby");

    String second = mending.start(target);
    mending.answer("hold", "keep-serving");
    mending.answer("choose", "switch");
    mending.answer("settle", "keep");
    mending.awaitState(second, "done");
    assertThat(drill.ask("db1", ORDERS.formatted(newest))).isEqualTo(before);
    Await.until(
        () -> mending.status().get("protection").asText().equals("protected"), Mending.PATIENCE);
    assertThat(mending.status().get("protection").asText())
        .as(mending.status().toString())
        .isEqualTo("protected");
    assertThat(mending.roles()).containsExactlyInAnyOrder("primary", "standby");
  }

  @Test
  void deletedRowsComeBackAloneAndNothingElseIsTouched() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    mending = new Mending(drill);
    List<String> before = drill.ask("db1", ORDERS.formatted(50));
    String timeline = mending.ask("select timeline_id from pg_control_checkpoint()");
    mending.ask("delete from orders where id <= 50");
    String target = mending.found("delete");

    String run = mending.start(target, "--input", "tables=public.orders:id=1,2,3");
    mending.answer("hold", "keep-serving");
    mending.answer("choose", "extract");
    mending.awaitNeed("approve");
    mending.ask("create table meanwhile(i int primary key)");
    mending.ask("insert into meanwhile select generate_series(1, 100)");
    List<String> later = drill.ask("db1", LATER);
    mending.answer("approve", "approve");
    mending.awaitState(run, "done");

    assertThat(drill.ask("db1", ORDERS.formatted(50))).isEqualTo(before.subList(0, 3));
    assertThat(drill.ask("db1", LATER)).containsAll(later);
    assertThat(mending.ask("select count(*) from meanwhile")).isEqualTo("100");
    assertThat(mending.ask("select timeline_id from pg_control_checkpoint()")).isEqualTo(timeline);
    assertThat(drill.node("db1").data().resolveSibling("data.restored-" + Mending.id(run)))
        .doesNotExist();
  }

  @Test
  void whatCannotBeReachedIsRefusedAndNothingIsTouched() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    mending = new Mending(drill);
    Said zoneless =
        mending.bosai(
            "start", "point-in-time-recovery", "--yes", "--input", "target=2026-11-25 03:14:07");
    assertThat(zoneless.exit()).as(zoneless.toString()).isEqualTo(1);
    assertThat(zoneless.err()).contains("zone");

    String run = mending.start("2020-01-01T00:00:00Z");
    mending.awaitNeed("repair");
    assertThat(mending.status().at("/needs/facts/failure").asText()).contains("HINT:");
    Said aborted = mending.bosai("abort", "lab", "--why", "wrong year", "--yes");
    assertThat(aborted.exit()).as(aborted.toString()).isZero();
    mending.awaitState(run, "aborted");
    assertThat(mending.status().get("end").asText()).isEqualTo("unchanged");
    assertThat(mending.ask("select pg_is_in_recovery()")).isEqualTo("f");
  }

  private void reportNamesTheTarget(String run, String target) {
    JsonNode report = mending.bosai("report", run).json();
    assertThat(report.at("/target/asked").asText()).isEqualTo(target);
    assertThat(report.at("/target/reached").asText()).contains("0/");
    assertThat(report.get("writtenAfterTarget").isObject()).isTrue();
    assertThat(report.at("/measured/loss/0/source").asText()).isEqualTo("wal");
  }
}
