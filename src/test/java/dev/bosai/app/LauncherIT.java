package dev.bosai.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout that nobody has built yet, as somebody has it who just cloned it. */
class LauncherIT {
  private static final Set<String> NOT_CLONED = Set.of("target", ".git", ".bosai");

  @TempDir private Path folder;
  private Path clone;

  @BeforeEach
  void copyTheCheckout() throws IOException {
    clone = folder.resolve("bosai");
    Files.walkFileTree(new Checkout().root(), new Copying(new Checkout().root(), clone));
    // Everything it needs was loaded for the build that runs this test.
    Files.writeString(
        clone.resolve(".mvn/maven.config"),
        "--offline\n-Dmaven.repo.local=" + System.getProperty("localRepository") + "\n");
  }

  @Test
  void theFirstCommandBuildsTheProgramAndTheNextOnesFindItBuilt() {
    Program.Outcome first = version();
    assertThat(first.exit()).as(first.text()).isZero();
    assertThat(first.text()).contains("building Bosai", "built in ");
    assertThat(first.text().lines().reduce((a, b) -> b)).hasValue(running());
    assertThat(clone.resolve("target/bosai.jar")).isNotEmptyFile();
    assertThat(clone.resolve("target/bosai.jsa")).isNotEmptyFile();

    assertThat(version()).isEqualTo(new Program.Outcome(0, running()));
  }

  /** Returns what the program that this build made says. */
  private static String running() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = List.of(java, "-jar", "../target/bosai.jar", "--version");
    return Program.of(command, Duration.ofMinutes(1)).runWell("look at the jar");
  }

  private Program.Outcome version() {
    String launcher = clone.resolve("bosai").toString();
    return Program.of(List.of(launcher, "--version"), Duration.ofMinutes(15)).run();
  }

  /** Copies what a clone holds. */
  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (NOT_CLONED.contains(folder.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectory(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      // In a worktree it is a file.
      if (!NOT_CLONED.contains(file.getFileName().toString())) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
