package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills the primary, and whoever takes part in the recovery at moments that a seed says. Where the
 * run then waits for a person, that person does what it says; it must say something.
 */
final class StormProof {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_WAITS = 8;

  private final BenchLab bench;
  private final Scenario scenario;

  StormProof(BenchLab bench, Scenario scenario) {
    this.bench = bench;
    this.scenario = scenario;
  }

  /** Runs it once. */
  Proof run(int number, Storm storm) {
    BenchLab.Pair pair = bench.pair();
    int timeline = Timelines.of(bench.sql(pair.primary().port()));
    String before = Recovery.latest(bench);
    bench.faults().killPrimary();
    DeadCopy copy = DeadCopy.of(bench, pair.primary());
    new StormWatch(bench, pair.standby(), begun()).carryOut(storm);
    Recovery recovery = underWay(before);
    List<Expectation> all = new ArrayList<>(ledToItsEnd(recovery));
    JsonNode report = recovery.report();
    Fork fork = Fork.read(pair.standby(), timeline + 1);
    LedgerFile ledger = LedgerFile.read(bench.lab().layout().ledger());
    LossJudge.Judged judged = new LossJudge(bench, scenario).judge(report, copy, fork);
    all.addAll(Recovery.ended(report));
    all.add(oneWriter(ledger, fork));
    all.addAll(judged.expectations());
    return new Proof(
            scenario,
            number,
            storm.hits(Victim.PROBE) ? -1 : ledger.silence(timeline, timeline + 1),
            judged.rows(),
            judged.commits(),
            all)
        .noted(storm.toString());
  }

  /** A process of its own, so that it can be killed. */
  private Process begun() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            bench.lab().layout().jar().toString(),
            "start",
            "replica-promotion",
            "--system",
            bench.systemFile(),
            "--yes",
            "--wait");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("BOSAI_HOME", bench.lab().home().home().toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the storm left no run, a person starts one. */
  private Recovery underWay(String before) {
    List<Recovery> found = new ArrayList<>();
    Await.until(
        () -> {
          try {
            String latest = Recovery.latest(bench);
            found.add(latest.equals(before) ? Recovery.start(bench) : Recovery.of(bench, latest));
          } catch (Fault stillAway) {
            return false;
          }
          return true;
        },
        PATIENCE);
    return found.get(0);
  }

  private List<Expectation> ledToItsEnd(Recovery recovery) {
    List<Expectation> waits = new ArrayList<>();
    String answered = "";
    JsonNode status = recovery.await("protected");
    while (!Recovery.need(status).isMissingNode() && waits.size() < MOST_WAITS) {
      JsonNode need = Recovery.need(status);
      if (!need.path("id").asText().equals(answered)) {
        answered = need.path("id").asText();
        waits.add(saysWhatIsNeeded(status, need));
        recovery.answer(status);
      }
      status = recovery.await("protected");
    }
    return waits;
  }

  private static Expectation saysWhatIsNeeded(JsonNode status, JsonNode need) {
    String failure = need.at("/facts/failure").asText();
    boolean says =
        !need.path("choices").isEmpty() && !need.path("sentence").asText(failure).isBlank();
    return Expectation.that("a wait says what is needed", says, status.path("sentence").asText());
  }

  private static Expectation oneWriter(LedgerFile ledger, Fork fork) {
    boolean one =
        ledger.first(fork.parent() + 1).stream()
            .allMatch(
                promoted ->
                    ledger.rows().stream()
                        .filter(row -> row.timeline() == fork.parent())
                        .noneMatch(row -> row.at().isAfter(promoted)));
    return Expectation.that(
        "nothing was acknowledged on the old timeline after the promotion",
        one && ledger.first(fork.parent() + 1).isPresent(),
        "" + ledger.first(fork.parent() + 1));
  }
}
