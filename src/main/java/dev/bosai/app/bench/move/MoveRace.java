package dev.bosai.app.bench.move;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.time.Duration;

/**
 * A move by Bosai and one by the bare script, on the same lab, one after the other. A pause is what
 * the probe saw: from the last acknowledged write on the old primary to the first on the new one.
 */
final class MoveRace {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BenchLab bench;

  MoveRace(BenchLab bench) {
    this.bench = bench;
  }

  /**
   * What was measured.
   *
   * @param bosai pause in milliseconds
   * @param bare pause in milliseconds
   * @param lost acknowledged rows that Bosai's run says were lost
   */
  record Times(double bosai, double bare, long lost) {
    double beyond() {
      return bosai - bare;
    }
  }

  Times run() {
    int home = timeline();
    long lost = moved();
    double bosai = pause(home);
    int away = timeline();
    BareMove.run(bench, bench.pair());
    return new Times(bosai, pause(away), lost);
  }

  private int timeline() {
    return Timelines.of(bench.sql(bench.pair().primary().port()));
  }

  private long moved() {
    JsonNode ended =
        bench
            .commands()
            .last(
                "start",
                "switchover",
                "--system",
                bench.systemFile(),
                "--yes",
                "--json",
                "--wait=protected");
    if (!ended.path("state").asText().equals("done")) {
      throw new Fault(
          Blame.RUN,
          "the switchover ended as \"" + ended.path("sentence").asText() + "\"",
          "read the logs in \"" + bench.lab().layout().root() + "\"");
    }
    JsonNode report =
        bench
            .commands()
            .last("report", ended.path("run").asText(), "--system", bench.systemFile(), "--json");
    return report.at("/measured/loss").findValues("count").stream()
        .mapToLong(JsonNode::asLong)
        .sum();
  }

  private double pause(int before) {
    boolean written = Await.until(() -> ledger().silence(before, before + 1) >= 0, PATIENCE);
    if (!written) {
      throw new Fault(
          Blame.RUN,
          "nothing was acknowledged on timeline " + (before + 1),
          "read the logs in \"" + bench.lab().layout().root() + "\"");
    }
    return ledger().silence(before, before + 1);
  }

  private LedgerFile ledger() {
    return LedgerFile.read(bench.lab().layout().ledger());
  }
}
