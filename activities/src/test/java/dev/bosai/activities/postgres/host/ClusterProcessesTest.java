package dev.bosai.activities.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bosai.activities.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProcessesTest {
  @TempDir private Path folder;

  @Test
  void aServerThatKnowsTheDirectoryByAnotherNameIsFound() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data")).toRealPath();
    Path other = Files.createDirectory(folder.resolve("other")).toRealPath();
    Path server = Files.copy(Path.of("/bin/sleep"), folder.resolve("postgres"));
    server.toFile().setExecutable(true);
    Process container =
        inContainer(
            "mount --bind '%s' '%s' && cd '%s' && echo there && exec '%s' 600"
                .formatted(data, other, other, server));
    try {
      String said = container.inputReader().readLine();
      assumeThat(said).as("this machine lets tests make mount namespaces").isEqualTo("there");
      assertThat(found(data)).containsExactly(container.pid());
    } finally {
      container.destroyForcibly().waitFor();
    }
  }

  private static Process inContainer(String commands) throws IOException {
    return new ProcessBuilder("unshare", "-rm", "/bin/sh", "-c", commands)
        .redirectErrorStream(true)
        .start();
  }

  /** The shell says that it is there just before it becomes the server. */
  private static List<Long> found(Path data) throws IOException, InterruptedException {
    return Poll.until(
            java.time.Duration.ofSeconds(20),
            java.time.Duration.ofMillis(5),
            () ->
                java.util.Optional.of(new ClusterProcesses(data).living())
                    .filter(living -> !living.isEmpty()))
        .orElse(List.of());
  }
}
