package dev.bosai.activities.program;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the end of a program's output, however much it printed. */
final class OutputTail {
  private static final int CHARACTERS = 2_000;
  private static final int MOST_BYTES = 4 * CHARACTERS;

  private OutputTail() {}

  /** Returns the last 2,000 characters. */
  static String of(Path file) throws IOException {
    try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(MOST_BYTES, output.length())];
      output.seek(output.length() - end.length);
      output.readFully(end);
      String text = new String(end, StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - CHARACTERS));
    }
  }
}
