package dev.bosai.app.system;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.parse.Utf8;
import dev.bosai.runbooks.system.SystemFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the files that people write; a file of any size costs no more than a readable one. */
public final class YamlFile {
  private YamlFile() {}

  /**
   * Returns the bytes of a file; one byte more than a readable file may have, if it is longer.
   *
   * @throws Fault if it cannot be read
   */
  public static byte[] bytes(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(Utf8.MAX_BYTES + 1);
    } catch (IOException error) {
      throw new Fault(
          Blame.FILE,
          "\"" + file + "\" cannot be read: " + error.getMessage(),
          "check that it is a text file you may read",
          error);
    }
  }

  /**
   * Reads a system file.
   *
   * @throws Fault if it cannot be read
   * @throws dev.bosai.runbooks.problem.InvalidFile if it cannot be used
   */
  public static SystemFile system(Path file) {
    return SystemFileParser.parse(file.toString(), bytes(file));
  }

  /**
   * Returns the path that a person typed.
   *
   * @param folder where a relative one begins
   * @throws Fault if no file can have that name here
   */
  public static Path typed(Path folder, String typed) {
    try {
      return folder.resolve(typed);
    } catch (InvalidPathException error) {
      throw new Fault(
          Blame.USAGE,
          "\"" + typed + "\" cannot name a file here: " + error.getReason(),
          "if it has letters that are not English, set LC_ALL=C.UTF-8",
          error);
    }
  }
}
