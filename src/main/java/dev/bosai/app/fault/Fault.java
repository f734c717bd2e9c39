package dev.bosai.app.fault;

/**
 * An expected failure of a command: it is told in one sentence with a hint, never with a stack
 * trace. Everything else that is thrown counts as our bug.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Blame blame;
  private final String hint;

  /**
   * Makes the failure.
   *
   * @param blame who can put it right; gives the exit code
   * @param message lower-case sentence, objects in quotes, what was found and what was expected
   * @param hint the next thing to try; never empty
   */
  public Fault(Blame blame, String message, String hint) {
    super(message);
    this.blame = blame;
    this.hint = hint;
  }

  /**
   * Makes the failure.
   *
   * @param cause kept for the log; its text is not shown
   */
  public Fault(Blame blame, String message, String hint, Throwable cause) {
    super(message, cause);
    this.blame = blame;
    this.hint = hint;
  }

  /** Returns who can put it right. */
  public Blame blame() {
    return blame;
  }

  /** Returns the next thing to try. */
  public String hint() {
    return hint;
  }
}
