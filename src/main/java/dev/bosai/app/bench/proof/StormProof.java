package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.LedgerFile;
import dev.bosai.app.bench.Timelines;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kills the primary, and whoever takes part in the recovery at moments that a seed says. Where the
 * run then waits for a person, that person does what it says; it must say something.
 */
final class StormProof {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_WAITS = 6;
  private static final String BEFORE_ANYTHING = "assess";

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
    Waits waits = ledToItsEnd(recovery);
    if (waits.stuck() && storm.hits(Victim.CANDIDATE)) {
      return proof(number, storm, waits.expectations());
    }
    JsonNode report = recovery.report();
    List<Expectation> all = new ArrayList<>(waits.expectations());
    all.addAll(Recovery.ended(report));
    if (!all.stream().allMatch(Expectation::held)) {
      return proof(number, storm, all);
    }
    return judged(number, storm, new Ended(report, copy, Fork.read(pair.standby(), timeline + 1)))
        .and(all);
  }

  private Proof proof(int number, Storm storm, List<Expectation> all) {
    return new Proof(scenario, number, -1, 0, -1, all).noted(storm.toString());
  }

  /**
   * What a person was asked.
   *
   * @param stuck whether the run asks the same again, whatever is done: only a standby that was
   *     killed before it could be promoted may leave it so
   * @param expectations what each question was held to
   */
  private record Waits(boolean stuck, List<Expectation> expectations) {}

  /**
   * A recovery that is done.
   *
   * @param report of it
   * @param copy of the dead node
   * @param fork where the promoted node left the old timeline
   */
  private record Ended(JsonNode report, DeadCopy copy, Fork fork) {}

  private Proof judged(int number, Storm storm, Ended ended) {
    int timeline = ended.fork().parent();
    LedgerFile ledger = LedgerFile.read(bench.lab().layout().ledger());
    LossJudge.Judged judged =
        new LossJudge(bench, scenario).judge(ended.report(), ended.copy(), ended.fork());
    List<Expectation> all = new ArrayList<>(List.of(oneWriter(ledger, timeline)));
    all.addAll(judged.expectations());
    long silence = storm.hits(Victim.PROBE) ? -1 : ledger.silence(timeline, timeline + 1);
    return new Proof(scenario, number, silence, judged.rows(), judged.commits(), all)
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
    boolean there =
        Await.until(
            () -> {
              try {
                String latest = Recovery.latest(bench);
                found.add(
                    latest.equals(before) ? Recovery.start(bench) : Recovery.of(bench, latest));
              } catch (Fault stillAway) {
                return false;
              }
              return true;
            },
            PATIENCE);
    if (!there) {
      throw new Fault(
          Blame.RUN,
          "no recovery could be started after the storm",
          "read the logs in \"" + bench.lab().layout().root() + "\"");
    }
    return found.get(0);
  }

  private Waits ledToItsEnd(Recovery recovery) {
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
    boolean unpromoted = Recovery.need(status).path("step").asText().equals(BEFORE_ANYTHING);
    return new Waits(waits.size() == MOST_WAITS && unpromoted, waits);
  }

  private static Expectation saysWhatIsNeeded(JsonNode status, JsonNode need) {
    String text = need.path("text").asText();
    boolean says =
        !need.path("choices").isEmpty()
            && (need.path("decision").asText().equals("approve") || text.contains("HINT: "));
    return Expectation.that(
        "a wait says what is needed",
        says,
        text.isEmpty() ? status.path("sentence").asText() : text);
  }

  private static Expectation oneWriter(LedgerFile ledger, int timeline) {
    Optional<Instant> promoted = ledger.first(timeline + 1);
    boolean one =
        promoted.isPresent()
            && ledger.rows().stream()
                .filter(row -> row.timeline() == timeline)
                .noneMatch(row -> row.at().isAfter(promoted.get()));
    return Expectation.that(
        "nothing was acknowledged on the old timeline after the promotion",
        one,
        promoted.map(Instant::toString).orElse("no acknowledgement on the new one"));
  }
}
