package dev.bosai.workflows.run;

/** Unwinds the steps when the run ends early; carries who or what ended it. */
final class RunAborted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String because;

  RunAborted(String because) {
    super(because);
    this.because = because;
  }

  String because() {
    return because;
  }
}
