package dev.bosai.activities.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {
  @TempDir Path folder;

  @Test
  void aLineTornByAKillIsCutOffSoThatTheNextOneStandsAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "one\ntwo\nthr");

    try (LineLog log = LineLog.open(file)) {
      log.append("four");
    }

    assertThat(file).hasContent("one\ntwo\nfour\n");
  }

  @Test
  void aFileThatIsOneTornLineBecomesEmpty() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "x".repeat(10_000));

    LineLog.open(file).close();

    assertThat(file).isEmptyFile();
  }

  @Test
  void aLineStillBeingWrittenIsNotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "one\ntwo\nthr");

    assertThat(backwards(file)).containsExactly("two", "one");
  }

  @Test
  void aFileThatIsNotThereHasNoLines() throws IOException {
    assertThat(backwards(folder.resolve("none"))).isEmpty();
  }

  @Test
  void whatWasAppendedIsReadBackwardsWhateverTheLengths() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      List<String> lines = lines(new Random(seed));
      Path file = folder.resolve("log" + seed);
      try (LineLog log = LineLog.open(file)) {
        for (String line : lines) {
          log.appendUnsynced(line);
        }
      }
      Collections.reverse(lines);
      assertThat(backwards(file)).as("seed %d", seed).isEqualTo(lines);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    int longest = random.nextBoolean() ? 100 : 70_000;
    for (int i = random.nextInt(60); i > 0; i--) {
      lines.add("é".repeat(random.nextInt(longest)));
    }
    return lines;
  }

  private static List<String> backwards(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (LinesBackwards lines = LinesBackwards.of(file)) {
      lines.forEachRemaining(found::add);
    }
    return found;
  }
}
