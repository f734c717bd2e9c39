package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Commands;
import dev.bosai.app.fault.Fault;
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

  /** Returns one that somebody else started. */
  static Recovery of(BenchLab bench, String run) {
    return new Recovery(bench.commands(), bench.systemFile(), run);
  }

  /** Returns the name of the latest recovery; empty if there was none, or nobody can tell. */
  static String latest(BenchLab bench) {
    try {
      return bench.commands().documents("list", "--system", bench.systemFile(), "--json").stream()
          .map(run -> run.path("run").asText())
          .filter(run -> !run.endsWith("-reprotect"))
          .findFirst()
          .orElse("");
    } catch (Fault none) {
      return "";
    }
  }

  /**
   * Waits, at most until a person is needed.
   *
   * @param until {@code restored}, {@code done} or {@code protected}
   * @return the status then
   */
  JsonNode await(String until) {
    return commands.last("watch", run, "--system", systemFile, "--until=" + until, "--json");
  }

  /** Returns what a person must decide, in the run or in the one that brings redundancy back. */
  static JsonNode need(JsonNode status) {
    JsonNode own = status.path("needs");
    JsonNode followUp = status.at("/reprotect/needs");
    JsonNode need = own.isObject() ? own : followUp;
    return need.isObject() ? need : MissingNode.getInstance();
  }

  /** Answers as somebody does who has put the cause right. */
  void answer(JsonNode status) {
    String asks = status.path("needs").isObject() ? run : status.at("/reprotect/run").asText();
    String answer = need(status).path("decision").asText().equals("approve") ? "approve" : "retry";
    commands.documents(
        answer, asks, "--system", systemFile, "--why", "the storm is over", "--yes", "--json");
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
