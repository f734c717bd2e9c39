package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import java.util.ArrayList;
import java.util.List;

/** Kills the primary under load, recovers, and has the loss judged. */
final class KillProof {
  private static final long SAME_MS = 2;

  private final BenchLab bench;
  private final Scenario scenario;

  KillProof(BenchLab bench, Scenario scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  /** Runs it once. */
  Proof run(int number) {
    BenchLab.Pair pair = bench.pair();
    int timeline = Timelines.of(bench.sql(pair.primary().port()));
    bench.faults().killPrimary();
    // Before the run, which may overwrite it; so the outage holds the copying, too.
    DeadCopy copy = DeadCopy.of(bench, pair.primary());
    Recovery recovery = Recovery.start(bench);
    recovery.await("protected");
    Fork fork = Fork.read(pair.standby(), timeline + 1);
    return judged(number, recovery.report(), copy, fork);
  }

  private Proof judged(int number, JsonNode report, DeadCopy copy, Fork fork) {
    LossJudge.Judged judged = new LossJudge(bench, scenario).judge(report, copy, fork);
    long silence =
        LedgerFile.read(bench.lab().layout().ledger()).silence(fork.parent(), fork.parent() + 1);
    List<Expectation> all = new ArrayList<>(Recovery.ended(report));
    all.add(sameOutage(report, silence));
    all.addAll(judged.expectations());
    return new Proof(scenario, number, silence, judged.rows(), judged.commits(), all);
  }

  private static Expectation sameOutage(JsonNode report, long silence) {
    long reported = report.at("/measured/outageMs").asLong(-1);
    return Expectation.that(
        "the outage by the ledger equals the report's",
        Math.abs(silence - reported) <= SAME_MS,
        "checker " + silence + " ms, report " + reported + " ms");
  }
}
