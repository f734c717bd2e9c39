package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Makes text of a file's bytes, and says where that is not possible. */
public final class Utf8 {
  /** No file of ours is longer; whoever reads one may stop after one byte more. */
  public static final int MAX_BYTES = 1024 * 1024;

  private Utf8() {}

  /**
   * Returns the text.
   *
   * @param fileName as the person gave it, for messages
   * @throws InvalidFile if the file is too long or no UTF-8, with the place of the first byte that
   *     is none
   */
  public static String text(String fileName, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw invalid(
          new Place(fileName, 1, 1),
          "the file has more than " + MAX_BYTES + " bytes",
          "split it, or check that it is the right file");
    }
    ByteBuffer read = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(read, text, true);
    text.flip();
    if (result.isError()) {
      throw invalid(
          end(fileName, text.toString()),
          String.format(Locale.ROOT, "byte 0x%02X here is not UTF-8", bytes[read.position()]),
          "save the file as plain UTF-8 text");
    }
    return text.toString();
  }

  /** Returns the place that follows a text; columns count whole characters, as YAML's do. */
  static Place end(String fileName, String text) {
    String unix = text.replace("\r\n", "\n").replace('\r', '\n');
    int lines = 1 + (int) unix.chars().filter(letter -> letter == '\n').count();
    String last = unix.substring(unix.lastIndexOf('\n') + 1);
    return new Place(fileName, lines, 1 + last.codePointCount(0, last.length()));
  }

  private static InvalidFile invalid(Place place, String message, String hint) {
    return new InvalidFile(List.of(new Problem(place, message, hint)));
  }
}
