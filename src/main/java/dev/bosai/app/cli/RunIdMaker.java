package dev.bosai.app.cli;

import java.security.SecureRandom;

/** Makes the short ids by which people tell one system's runs apart. */
final class RunIdMaker {
  /** Without vowels, so that no words come out, and without characters that look alike. */
  private static final String LETTERS = "23456789bcdfghjkmnpqrstvwxz";

  private static final int LENGTH = 6;

  private RunIdMaker() {}

  static String next(SecureRandom random) {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int n = 0; n < LENGTH; n++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
