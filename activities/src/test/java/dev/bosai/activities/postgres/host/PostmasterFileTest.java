package dev.bosai.activities.postgres.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {
  private static final List<String> LINES =
      List.of("13732", "/data", "1795470928", "21001", "/tmp", "*", "  9977979         4", "ready");

  @Test
  void tellsPortAddressAndSegment() {
    PostmasterFile file = PostmasterFile.parse(LINES).orElseThrow();
    assertThat(file.pid()).isEqualTo(13732);
    assertThat(file.port()).isEqualTo(21001);
    assertThat(file.segment()).isEqualTo(4);
    assertThat(file.sockets()).isEqualTo("/tmp");
    assertThat(file.localAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aFolderOfSocketsMayBeBeyondAscii() {
    List<String> lines = new ArrayList<>(LINES);
    byte[] folder = "/データ".getBytes(StandardCharsets.UTF_8);
    lines.set(4, new String(folder, StandardCharsets.ISO_8859_1));
    assertThat(PostmasterFile.parse(lines).orElseThrow().sockets()).isEqualTo("/データ");
  }

  @Test
  void aFileThatIsOnlyBeingWrittenTellsNothingYet() {
    assertThat(PostmasterFile.parse(LINES.subList(0, 5))).isEmpty();
    assertThat(PostmasterFile.parse(LINES.subList(0, 6)).orElseThrow().segment()).isEqualTo(-1);
  }

  @Test
  void aFileThatACrashLeftInPiecesTellsNothing() {
    assertThat(PostmasterFile.parse(List.of("", "", "", "", "", ""))).isEmpty();
    assertThat(PostmasterFile.parse(List.of("13", "/data", "17954", "210x", "/tmp", "*")))
        .isEmpty();
    assertThat(
            PostmasterFile.parse(List.of("13", "/data", "17954", "21001", "/tmp", "*", "99 x"))
                .orElseThrow()
                .segment())
        .isEqualTo(-1);
  }

  @Test
  void countsWhoIsAttachedToASegment() {
    List<String> table =
        List.of(
            "       key      shmid perms  size  cpid  lpid nattch   uid",
            "   9977979          4   600    56 13732 13732      6   101");
    assertThat(SharedMemory.attached(table, 4)).hasValue(6);
    assertThat(SharedMemory.attached(table, 5)).isEmpty();
  }
}
