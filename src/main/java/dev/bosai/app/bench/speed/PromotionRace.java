package dev.bosai.app.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Commands;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.time.Duration;
import java.time.Instant;

/**
 * A promotion by Bosai and one by the bare script, on the same lab, one after the other; both begin
 * with a primary that was just killed and end with the first write that a client had acknowledged.
 */
final class PromotionRace {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BenchLab bench;

  PromotionRace(BenchLab bench) {
    this.bench = bench;
  }

  /**
   * What was measured, in milliseconds.
   *
   * @param bosai from the run's first history event to the first acknowledged write
   * @param bare from the script's exec to the first acknowledged write
   */
  record Times(double bosai, double bare) {
    double beyond() {
      return bosai - bare;
    }
  }

  Times run() {
    return new Times(bosai(), bare());
  }

  private double bosai() {
    BenchLab.Pair pair = bench.pair();
    int next = Timelines.of(bench.sql(pair.primary().port())) + 1;
    bench.faults().killPrimary();
    JsonNode started =
        new Commands(bench.lab().home())
            .documents(
                "start",
                "replica-promotion",
                "--system",
                bench.systemFile(),
                "--yes",
                "--json",
                "--wait=protected")
            .get(0);
    Instant first =
        History.at(
            History.of(bench, started.path("workflowId").asText(), started.path("runId").asText())
                .get(0));
    return History.millis(first, firstWrite(next));
  }

  private double bare() {
    BenchLab.Pair pair = bench.pair();
    int next = Timelines.of(bench.sql(pair.primary().port())) + 1;
    bench.faults().killPrimary();
    return History.millis(BareScript.run(bench, pair), firstWrite(next));
  }

  private Instant firstWrite(int timeline) {
    boolean written = Await.until(() -> ledger().first(timeline).isPresent(), PATIENCE);
    return ledger()
        .first(timeline)
        .orElseThrow(
            () ->
                new Fault(
                    Blame.RUN,
                    "nothing was acknowledged on timeline " + timeline + ", waited: " + !written,
                    "read the logs in \"" + bench.lab().layout().root() + "\""));
  }

  private LedgerFile ledger() {
    return LedgerFile.read(bench.lab().layout().ledger());
  }
}
