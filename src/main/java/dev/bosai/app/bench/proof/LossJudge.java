package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import java.util.List;

/** Has what a report says of the loss judged by the dead node's disk and the new primary. */
final class LossJudge {
  private final BenchLab bench;
  private final Scenario scenario;

  LossJudge(BenchLab bench, Scenario scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  /**
   * What was found.
   *
   * @param rows acknowledged probe rows that the new primary has not
   * @param commits past the fork
   * @param expectations all that were judged
   */
  record Judged(int rows, int commits, List<Expectation> expectations) {}

  /** Judges a recovery that has ended. */
  Judged judge(JsonNode report, DeadCopy copy, Fork fork) {
    WalDump wal = WalDump.read(bench.program("pg_waldump"), copy.data(), fork);
    LedgerFile ledger = LedgerFile.read(bench.lab().layout().ledger());
    LossCheck check = LossCheck.of(wal, ledger.acknowledgedOn(fork.parent()), report);
    try (CopyServer server = CopyServer.start(bench, copy)) {
      LossCheck.Found found = check.judge(server.sql(), bench.route(), scenario.loss());
      return new Judged(found.rows(), wal.commits().size(), found.expectations());
    }
  }
}
