package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Commands;
import java.util.List;

/**
 * A run of {@code replica-promotion} as a commander starts and reads it.
 *
 * @param commands the command line
 * @param systemFile of the lab
 * @param run its name
 */
record Recovery(Commands commands, String systemFile, String run) {
  /** Starts a run. */
  static Recovery start(BenchLab bench) {
    Commands commands = bench.commands();
    JsonNode started =
        commands
            .documents(
                "start", "replica-promotion", "--system", bench.systemFile(), "--yes", "--json")
            .get(0);
    return new Recovery(commands, bench.systemFile(), started.path("run").asText());
  }

  /**
   * Waits, at most until a person is needed.
   *
   * @param until {@code restored}, {@code done} or {@code protected}
   */
  void await(String until) {
    commands.documents("watch", run, "--system", systemFile, "--until=" + until, "--json");
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
            "a standby follows and a backup is proven",
            protection.equals("protected"),
            said(report.path("reprotect"), protection)));
  }

  private static String said(JsonNode run, String word) {
    return word + ": " + run.path("sentence").asText();
  }
}
