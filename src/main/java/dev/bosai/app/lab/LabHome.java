package dev.bosai.app.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a lab lives.
 *
 * @param home absolute; {@code BOSAI_HOME}, by default {@code .bosai} in the working directory
 */
public record LabHome(Path home) {

  /** Finds the home. */
  public static LabHome of(Map<String, String> environment, Path workingDirectory) {
    String set = environment.getOrDefault("BOSAI_HOME", "");
    Path home = workingDirectory.resolve(set.isEmpty() ? ".bosai" : set);
    return new LabHome(home.toAbsolutePath().normalize());
  }

  /** Finds the home of this process. */
  public static LabHome ofThisProcess() {
    return of(System.getenv(), Path.of("").toAbsolutePath());
  }

  /**
   * Returns the folder that holds the lab. It is elsewhere where root started the lab and the
   * servers' user may not enter the home; a pointer in the home then says where. Of a folder that
   * exists it is the real path, so that every command names the same lab alike.
   */
  public Path root() {
    Path pointer = pointer();
    try {
      Path root =
          Files.isRegularFile(pointer)
              ? Path.of(Files.readString(pointer).strip())
              : home.resolve("lab");
      return Files.exists(root) ? root.toRealPath() : root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file that says where the lab is, when it is not in the home. */
  public Path pointer() {
    return home.resolve("lab.at");
  }

  /** Returns the lab's system file; it exists while a lab does. */
  public Path systemFile() {
    return root().resolve("bosai.yaml");
  }

  /** Returns the folder of reports, which outlive the lab. */
  public Path reports() {
    return home.resolve("reports");
  }
}
