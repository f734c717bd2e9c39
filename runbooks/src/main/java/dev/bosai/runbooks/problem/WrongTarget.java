package dev.bosai.runbooks.problem;

/** A target of a restore that cannot be read. */
public final class WrongTarget extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * Makes the error.
   *
   * @param sentence what it is and what is expected, to stand after its name
   * @param hint what to write
   */
  public WrongTarget(String sentence, String hint) {
    super(sentence);
    this.hint = hint;
  }

  /** Returns what it is and what is expected, to stand after its name. */
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /** Returns what to write. */
  public String hint() {
    return hint;
  }
}
