package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Commands;
import dev.bosai.app.host.Await;
import java.time.Duration;
import java.util.List;

/**
 * A run of {@code replica-promotion} as a commander starts and reads it.
 *
 * @param commands the command line
 * @param systemFile of the lab
 * @param run its name
 */
record Recovery(Commands commands, String systemFile, String run) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Starts a run and waits.
   *
   * @param until {@code restored}, {@code done} or {@code protected}
   */
  static Recovery start(BenchLab bench, String until) {
    Commands commands = bench.commands();
    JsonNode started =
        commands
            .documents(
                "start",
                "replica-promotion",
                "--system",
                bench.systemFile(),
                "--yes",
                "--json",
                "--wait=" + until)
            .get(0);
    return new Recovery(commands, bench.systemFile(), started.path("run").asText());
  }

  /** Waits until redundancy is back, or a person is needed. */
  void awaitEnd() {
    Await.until(() -> over(status()), PATIENCE);
  }

  /** Returns the report. */
  JsonNode report() {
    return commands.last("report", run, "--system", systemFile, "--json");
  }

  /** Judges how it ended. */
  static List<Expectation> ended(JsonNode report) {
    String state = report.path("state").asText();
    String protection = report.path("protection").asText();
    return List.of(
        Expectation.that("the run is done", state.equals("done"), said(report, state)),
        Expectation.that(
            "a standby follows again",
            protection.equals("standby-only"),
            said(report.path("reprotect"), protection)));
  }

  private JsonNode status() {
    return commands.last("status", run, "--system", systemFile, "--json");
  }

  private static boolean over(JsonNode status) {
    String state = status.path("state").asText();
    String after = status.at("/reprotect/state").asText();
    boolean waits = state.equals("waiting") || after.equals("waiting");
    return waits || (isEnd(state) && (!state.equals("done") || isEnd(after)));
  }

  private static boolean isEnd(String state) {
    return List.of("done", "aborted", "failed").contains(state);
  }

  private static String said(JsonNode run, String word) {
    return word + ": " + run.path("sentence").asText();
  }
}
