package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the folder of the PostgreSQL programs that fit a data directory. */
final class ProgramFolder {
  private static final int OLDEST = 14;

  private ProgramFolder() {}

  /**
   * Finds the folder.
   *
   * @param configured by the system file; empty if it leaves that to us
   * @param data the data directory, whose version the programs must have
   */
  static Path find(String configured, Path data) throws IOException {
    int version = version(data);
    Stream<Path> folders =
        configured.isEmpty()
            ? Stream.concat(
                Stream.of(Path.of("/usr/lib/postgresql/" + version + "/bin")), searchPath())
            : Stream.of(Path.of(configured));
    List<Path> tried = folders.toList();
    return tried.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
        .findFirst()
        .orElseThrow(() -> missing(version, tried));
  }

  private static Stream<Path> searchPath() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator)).filter(part -> !part.isEmpty()).map(Path::of);
  }

  private static int version(Path data) throws IOException {
    Path file = data.resolve("PG_VERSION");
    if (!Files.isReadable(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    int version = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    if (version < OLDEST) {
      throw Failures.of(
          FailureType.REFUSED,
          "data directory \"" + data + "\" is of PostgreSQL \"" + text + "\"",
          "PostgreSQL " + OLDEST + " or newer is supported");
    }
    return version;
  }

  private static RuntimeException missing(int version, List<Path> tried) {
    return Failures.of(
        FailureType.REFUSED,
        "PostgreSQL "
            + (version == 0 ? "" : version + " ")
            + "programs were not found in \""
            + tried.get(0)
            + "\""
            + (tried.size() > 1 ? " nor on the PATH" : ""),
        "set \"control.bin\" of the node in the system file to their folder");
  }
}
