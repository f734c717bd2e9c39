package dev.bosai.app.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures everything once; how quick it is says nothing while a build shares the machine. */
class SpeedIT {
  private static final Path JAR = Path.of("../target/bosai.jar");
  private static final String BASE = "27800";
  private static final String MARK = "BOSAI_SPEED_IT";
  private static final String FIGURES = "-?[0-9.]+ / -?[0-9.]+ / -?[0-9.]+";

  @TempDir private Path folder;
  private Path out;
  private Path temporary;

  @BeforeEach
  void prepare() throws IOException {
    out = Files.writeString(folder.resolve("proof.md"), "Somebody's own words.\n");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    // The launcher builds where a source is newer, which a jar may be that came out as it was.
    Files.setLastModifiedTime(JAR, FileTime.from(Instant.now()));
  }

  @Test
  void everyRowOfTheTableHasFiguresAndNothingIsLeft() throws IOException {
    Program.Outcome outcome =
        new Program(command(), Map.of(MARK, folder.toString()), Duration.ofMinutes(10)).run();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    String text = Files.readString(out);
    assertThat(text).startsWith("Somebody's own words.\n\n<!-- begin bench speed -->\n## Speed\n");
    assertRow(text, "write outage of a promotion beyond the bare script", "ms", 1);
    assertRow(text, "SIGKILL of a worker → its step's next attempt", "ms", 1);
    assertRow(text, "engine's part of a step, over 50 steps", "ms", 1);
    assertRow(text, "`bosai status` from the shell, launcher included", "ms", 1);
    assertRow(text, "memory of a worker (RSS)", "MiB", 2);
    assertThat(text).containsPattern("(?m)^\\| Bosai \\| " + FIGURES + " \\|$");
    assertThat(text).containsPattern("(?m)^\\| bare script \\| " + FIGURES + " \\|$");
    assertThat(new ProcessTable().startedWith(MARK + "=" + folder)).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  private static void assertRow(String text, String what, String unit, int figures) {
    assertThat(text.lines().filter(line -> line.startsWith("| " + what + " |")))
        .singleElement()
        .asString()
        .matches(
            ".* \\| ≤ [0-9]+ %s \\| %s %s \\| %d \\| (met|\\*\\*missed\\*\\*) \\|"
                .formatted(unit, FIGURES, unit, figures));
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary,
        "-jar",
        JAR.toString(),
        "bench",
        "speed",
        "--runs",
        "1",
        "--out",
        out.toString(),
        "--base-port",
        BASE);
  }
}
