package dev.bosai.activities.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalFolderTest {
  @TempDir Path folder;

  @Test
  void findsSegmentsByPositionWhateverTheirSize() {
    WalFolder usual = new WalFolder(folder, 16 << 20);
    assertThat(usual.file(2, usual.number(Lsn.parse("1/3000148"))).getFileName())
        .hasToString("000000020000000100000003");
    WalFolder large = new WalFolder(folder, 1 << 30);
    assertThat(large.file(1, large.number(Lsn.parse("1/C0000000"))).getFileName())
        .hasToString("000000010000000100000003");
    assertThat(large.numberOf("000000010000000100000003")).isEqualTo(7);
  }

  @Test
  void tellsTheSegmentsOfEachTimelineInOrder() throws Exception {
    for (String name :
        List.of(
            "000000010000000000000004", "000000010000000000000005", "000000020000000000000003")) {
      Files.createFile(folder.resolve(name));
    }
    WalFolder wal = new WalFolder(folder, 16 << 20);
    assertThat(wal.segments(1)).containsExactly(4L, 5L);
    assertThat(wal.segments(3)).isEmpty();
    assertThat(WalFolder.newestTimeline(folder)).hasValue(2);
  }
}
