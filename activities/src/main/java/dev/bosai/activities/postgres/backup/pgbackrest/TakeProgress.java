package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.postgres.backup.Pace;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a backup has come.
 *
 * @param pace since it began
 * @param bytes size of the one before, which is near enough; 0 if there is none
 * @param progress told in words
 */
record TakeProgress(Pace pace, long bytes, Consumer<String> progress) {
  private static final Pattern FAR = Pattern.compile(".* backup file .*, ([0-9.]+)%\\).*");
  private static final double PERCENT = 100;

  void line(String line) {
    Matcher far = FAR.matcher(line);
    if (far.matches()) {
      double part = Double.parseDouble(far.group(1)) / PERCENT;
      progress.accept(
          bytes > 0 ? pace.at((long) (bytes * part), bytes) : "%.0f %%".formatted(part * PERCENT));
    }
  }
}
