package dev.bosai.activities.postgres.fence;

/**
 * What one look at a fenced node showed.
 *
 * @param good whether it speaks for the fence
 * @param text one sentence
 */
record Finding(boolean good, String text) {
  static Finding good(String text) {
    return new Finding(true, text);
  }

  static Finding bad(String text) {
    return new Finding(false, text);
  }
}
