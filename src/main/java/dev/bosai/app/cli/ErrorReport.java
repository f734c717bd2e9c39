package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.Json;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.problem.InvalidInput.InputProblem;
import dev.bosai.runbooks.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a person or a script is told when a command fails.
 *
 * @param blame who can put it right
 * @param message what went wrong
 * @param hint the next thing to try
 * @param problems what is wrong with a file; empty for anything else
 */
record ErrorReport(Blame blame, String message, String hint, List<Problem> problems) {

  /** What a script reads. */
  private record Document(Body error) {}

  private record Body(int exitCode, String message, String hint, List<ProblemBody> problems) {}

  private record ProblemBody(String file, int line, int column, String message, String hint) {}

  static ErrorReport of(Fault fault) {
    return new ErrorReport(
        fault.blame(), String.valueOf(fault.getMessage()), fault.hint(), List.of());
  }

  static ErrorReport of(InvalidFile invalid) {
    int count = invalid.problems().size();
    String file = invalid.problems().get(0).place().file();
    return new ErrorReport(
        Blame.FILE,
        "\"" + file + "\" cannot be used: " + (count == 1 ? "1 problem" : count + " problems"),
        "correct the file; \"bosai runbook validate\" checks it again",
        invalid.problems());
  }

  static ErrorReport of(InvalidInput invalid) {
    return new ErrorReport(
        Blame.USAGE,
        invalid.problems().stream().map(InputProblem::message).collect(Collectors.joining("; ")),
        invalid.problems().stream()
            .map(InputProblem::hint)
            .distinct()
            .collect(Collectors.joining("; ")),
        List.of());
  }

  static ErrorReport unexpected(Exception error, String whereWritten) {
    return new ErrorReport(
        Blame.BUG,
        "unexpected " + error.getClass().getSimpleName() + ": " + error.getMessage(),
        "this is a bug of ours; the stack trace is in " + whereWritten,
        List.of());
  }

  /** What was typed may stand in it, but must not steer the terminal. */
  String text() {
    return words().replaceAll("[\\p{Cc}&&[^\n]]", "·");
  }

  private String words() {
    return problems.isEmpty()
        ? "bosai: " + message + "\n  HINT: " + hint
        : problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
            + "\nbosai: "
            + message;
  }

  String json() {
    return new Json()
        .line(
            new Document(
                new Body(
                    blame.code(),
                    message,
                    hint,
                    problems.stream().map(ErrorReport::body).toList())));
  }

  private static ProblemBody body(Problem problem) {
    return new ProblemBody(
        problem.place().file(),
        problem.place().line(),
        problem.place().column(),
        problem.message(),
        problem.hint());
  }
}
