package dev.bosai.app.bench.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The shipped runbook from its start to the service's return, and back again by {@code undo}, so
 * that the next round finds what this one found. Time in which people are waited for does not
 * count.
 */
final class Recovery {
  /** What people answer, in the order of the questions; the service writes, so undo asks again. */
  private static final List<String> ANSWERS = List.of("keep-serving", "switch", "undo", "override");

  /** What follows once the service is back. */
  private static final Set<String> AFTERWARDS =
      Set.of("compare", "measure", "notify-switched", "settle", "reprotect");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final BenchLab bench;

  Recovery(BenchLab bench) {
    this.bench = bench;
  }

  /**
   * What it took.
   *
   * @param wholeMs from the run's start until the service was restored, without waiting for people
   * @param restoreMs the step that brings the backup back and replays
   */
  record Times(long wholeMs, long restoreMs) {}

  Times run(Ground ground) {
    JsonNode status =
        commands(
            "start",
            "point-in-time-recovery",
            "--yes",
            "--wait",
            "--input",
            "target=lsn:" + ground.target());
    String run = status.path("run").asText();
    for (String answer : ANSWERS) {
      status = answered(run, answer, status.at("/needs/id").asText());
    }
    if (!status.path("state").asText().equals("done")) {
      throw new Fault(
          Blame.RUN,
          "the recovery did not end well: " + status.path("sentence").asText(),
          "read the logs in \"" + bench.lab().layout().root() + "\"");
    }
    return times(commands("report", run));
  }

  /** A question that was answered is still shown until its step goes on. */
  private JsonNode answered(String run, String answer, String question) {
    commands(answer, run, "--why", "benchmark", "--yes");
    JsonNode shown = commands("watch", run);
    Instant until = Instant.now().plus(PATIENCE);
    while (shown.at("/needs/id").asText().equals(question) && Instant.now().isBefore(until)) {
      shown = commands("watch", run);
    }
    return shown;
  }

  private static Times times(JsonNode report) {
    long waited =
        steps(report).stream()
            .filter(step -> !AFTERWARDS.contains(step.path("id").asText()))
            .filter(step -> !step.path("kind").asText().equals("phase"))
            .mapToLong(step -> step.path("waitedMs").asLong())
            .sum();
    long whole =
        Duration.between(at(report, "startedAt"), at(report, "restoredAt")).toMillis() - waited;
    JsonNode restore =
        steps(report).stream()
            .filter(step -> step.path("id").asText().equals("restore"))
            .findFirst()
            .orElseThrow();
    return new Times(
        whole, Duration.between(at(restore, "startedAt"), at(restore, "endedAt")).toMillis());
  }

  private static List<JsonNode> steps(JsonNode report) {
    return StreamSupport.stream(report.path("steps").spliterator(), false).toList();
  }

  private static Instant at(JsonNode node, String field) {
    return Instant.parse(node.path(field).asText());
  }

  private JsonNode commands(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(arguments));
    command.addAll(List.of("--system", bench.systemFile(), "--json"));
    return bench.commands().last(command.toArray(String[]::new));
  }
}
