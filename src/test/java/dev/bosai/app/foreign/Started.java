package dev.bosai.app.foreign;

import dev.bosai.app.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process of this test.
 *
 * @param process the process
 * @param log what it writes
 */
record Started(Process process, Path log) implements AutoCloseable {
  static Started of(Path log, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Started(builder.start(), log);
  }

  String text() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has written something. */
  void await(String word) {
    if (!Await.until(() -> text().contains(word), Duration.ofMinutes(1))) {
      throw new IllegalStateException("\"" + word + "\" is not in " + log + ": " + text());
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
