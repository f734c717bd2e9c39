package dev.bosai.runbooks.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A runbook or system file that cannot be used; carries every problem found, in file order. */
public final class InvalidFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Makes the error.
   *
   * @param problems all problems of the file; never empty
   */
  public InvalidFile(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns every problem found, in file order. */
  public List<Problem> problems() {
    return problems;
  }
}
