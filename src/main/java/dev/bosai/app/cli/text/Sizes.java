package dev.bosai.app.cli.text;

import java.util.Locale;

/** Amounts of bytes as people read them. */
public final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final int STEP = 1024;
  private static final int WHOLE_FROM = 100;

  private Sizes() {}

  /** Returns for example {@code 412 MB} or {@code 1.2 GB}. */
  public static String words(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    String form = unit == 0 || amount >= WHOLE_FROM ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, amount, UNITS[unit]);
  }
}
