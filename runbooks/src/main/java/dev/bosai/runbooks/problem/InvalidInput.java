package dev.bosai.runbooks.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Inputs that a runbook cannot be started with; carries every problem found. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<InputProblem> problems;

  /**
   * Makes the error.
   *
   * @param problems all problems of the inputs; never empty
   */
  public InvalidInput(List<InputProblem> problems) {
    super(problems.stream().map(InputProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns every problem found. */
  public List<InputProblem> problems() {
    return problems;
  }

  /**
   * One thing that is wrong with an input.
   *
   * @param input its name
   * @param message lower-case sentence, objects in quotes
   * @param hint the next thing to try
   */
  public record InputProblem(String input, String message, String hint) {
    @Override
    public String toString() {
      return message + "\n  HINT: " + hint;
    }
  }
}
