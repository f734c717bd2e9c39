package dev.bosai.activities.postgres.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fence is what the control file and the journal say together. */
class FenceTest {
  @TempDir private Path data;
  private ControlFile control;

  @BeforeEach
  void makeADirectory() throws IOException {
    Files.createDirectory(data.resolve("global"));
    control = new ControlFile(data);
    Files.writeString(control.live(), "a control file");
  }

  @Test
  void thereIsNoneWithoutAJournal() {
    assertThat(Fence.of(control, List.of())).isEqualTo(Fence.NONE);
  }

  @Test
  void aMovedControlFileIsOneWhateverTheJournalSays() throws IOException {
    control.block();
    assertThat(Fence.of(control, List.of())).isEqualTo(Fence.STANDS);
    assertThat(Fence.of(control, journal("blocked the start", "promoted"))).isEqualTo(Fence.STANDS);
  }

  @Test
  void aControlFileThatIsBackDoesNotEndIt() {
    assertThat(
            Fence.of(
                control,
                journal(
                    "promoted",
                    "blocked the start",
                    "killed the server",
                    "kept the old timeline's writes")))
        .isEqualTo(Fence.TAKEN_BACK);
  }

  @Test
  void whatBosaiDidSinceEndsIt() {
    for (String did :
        List.of(
            "lifts the fence",
            "put the old directory back",
            "put what was restored in place",
            "put the new directory in place",
            "promoted")) {
      assertThat(Fence.of(control, journal("blocked the start", did)))
          .as(did)
          .isEqualTo(Fence.NONE);
    }
  }

  private static List<Entry> journal(String... did) {
    return Stream.of(did)
        .map(one -> new Entry(Instant.EPOCH, "x", new Token(1, 1, 1), one, Map.of()))
        .toList();
  }
}
