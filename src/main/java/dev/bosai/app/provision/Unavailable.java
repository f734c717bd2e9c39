package dev.bosai.app.provision;

/** One way to get a program is closed; the next one may be open. */
final class Unavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the reason.
   *
   * @param reason why, lower case, one sentence
   */
  Unavailable(String reason) {
    super(reason);
  }

  /** Returns why, lower case, one sentence. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
