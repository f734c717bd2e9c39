package dev.bosai.workflows.attest;

/** Says why somebody may not start a run. */
public final class MayNotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  MayNotStart(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** Returns the next thing to try. */
  public String hint() {
    return hint;
  }
}
