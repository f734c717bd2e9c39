package dev.bosai.app.bench.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures a small restore once; how quick it is says nothing while a build shares the machine. */
class RestoreBenchIT {
  private static final Path JAR = Path.of("../target/bosai.jar");
  private static final String BASE = "28600";
  private static final String MARK = "BOSAI_RESTORE_BENCH_IT";
  private static final String FIGURES = "-?[0-9.]+ / -?[0-9.]+ / -?[0-9.]+";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"basebackup", "pgbackrest"})
  void bothRestoreTheSameAndEveryRowHasFigures(String backups) throws IOException {
    Path out = folder.resolve("proof.md");

    Program.Outcome outcome =
        new Program(command(backups, out), Map.of(MARK, folder.toString()), Duration.ofMinutes(10))
            .run();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    String text = Files.readString(out);
    assertThat(text)
        .startsWith("<!-- begin bench restore " + backups + " -->\n## Back to a moment, with ");
    assertRow(text, "bare tools: bring the backup back, s", "");
    assertRow(text, "bare tools: replay to the target, s", "");
    assertRow(text, "Bosai's step that does both, s", "");
    assertRow(text, "that step : both by the bare tools", "≤ 1.05");
    assertRow(text, "of which beyond the bare tools' copy and replay, s", "≤ 3.0");
    assertThat(new ProcessTable().startedWith(MARK + "=" + folder)).isEmpty();
  }

  private static void assertRow(String text, String what, String aim) {
    assertThat(text.lines().filter(line -> line.startsWith("| " + what + " |")))
        .singleElement()
        .asString()
        .matches(".* \\| %s ?\\| %s \\| ?(met |\\*\\*missed\\*\\* )?\\|".formatted(aim, FIGURES));
  }

  private static List<String> command(String backups, Path out) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        JAR.toString(),
        "bench",
        "restore",
        "--runs",
        "1",
        "--load",
        "20",
        "--wal",
        "20",
        "--backups",
        backups,
        "--out",
        out.toString(),
        "--base-port",
        BASE);
  }
}
