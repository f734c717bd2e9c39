package dev.bosai.app.bench.speed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Commands;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runbooks of trivial steps: what a step costs, and what a killed worker costs. */
final class Steps {
  private static final int STEPS = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String HEAD =
      "runbook: %s%ntitle: Trivial steps%nlevel: L1%nobjectives: {rto: 15m, rpo: 0s}%nsteps:%n";

  private final BenchLab bench;

  Steps(BenchLab bench) {
    this.bench = bench;
  }

  /**
   * Returns what the engine adds to a step, in milliseconds; one figure for each run. A first run
   * is not counted: this worker has no servers and so rehearses nothing, other workers do.
   */
  List<Double> overhead(int runs) {
    String runbook =
        file(
            "fifty",
            IntStream.rangeClosed(1, STEPS)
                .mapToObj(n -> "  - command: {id: s" + n + ", command: [/bin/true]}")
                .collect(Collectors.joining("\n")));
    try (StepWorker worker = StepWorker.start(bench, "steps-alone")) {
      worker.awaitReady();
      perStep(runbook);
      return bench.quietly(
          () -> IntStream.range(0, runs).mapToObj(n -> perStep(runbook) - bareStep()).toList());
    }
  }

  /** Returns the time from the SIGKILL of a worker to its step's next attempt, in milliseconds. */
  double afterKill() {
    String runbook = file("sleeper", "  - command: {id: sleep, command: [/bin/sleep, \"3\"]}");
    try (StepWorker one = StepWorker.start(bench, "steps-one");
        StepWorker two = StepWorker.start(bench, "steps-two")) {
      one.awaitReady();
      two.awaitReady();
      JsonNode started = commands().last(start(runbook));
      Await.until(() -> one.busy() || two.busy(), PATIENCE);
      Instant killed = Instant.now();
      (one.busy() ? one : two).kill();
      String run = started.path("run").asText();
      Await.until(() -> state(run).equals("done"), PATIENCE);
      return History.millis(killed, secondAttempt(started));
    }
  }

  private double perStep(String runbook) {
    JsonNode started = commands().last(start(runbook));
    History.awaitEnd(bench, started.path("workflowId").asText());
    JsonNode steps = status(started.path("run").asText()).path("steps");
    Instant from = Instant.parse(steps.get(0).path("startedAt").asText());
    Instant to = Instant.parse(steps.get(STEPS - 1).path("endedAt").asText());
    return History.millis(from, to) / STEPS;
  }

  private static double bareStep() {
    Instant from = Instant.now();
    for (int n = 0; n < STEPS; n++) {
      Program.of(List.of("/bin/true"), PATIENCE).run();
    }
    return History.millis(from, Instant.now()) / STEPS;
  }

  private Instant secondAttempt(JsonNode started) {
    return History.of(bench, started.path("workflowId").asText(), started.path("runId").asText())
        .stream()
        .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
        .filter(event -> event.getActivityTaskStartedEventAttributes().getAttempt() > 1)
        .map(History::at)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    Blame.RUN,
                    "the killed worker's step was not tried again",
                    "read the logs in \"" + bench.lab().layout().root() + "\""));
  }

  private String state(String run) {
    return status(run).path("state").asText();
  }

  private JsonNode status(String run) {
    return commands().last("status", run, "--system", StepWorker.systemFile(bench), "--json");
  }

  private String[] start(String runbook) {
    return new String[] {
      "start", runbook, "--system", StepWorker.systemFile(bench), "--yes", "--json"
    };
  }

  private Commands commands() {
    return bench.commands();
  }

  private String file(String name, String steps) {
    Path file = bench.lab().layout().root().resolve(name + ".yaml");
    new Folders(bench.lab().settings().user()).readable(file, HEAD.formatted(name) + steps + "\n");
    return file.toString();
  }
}
