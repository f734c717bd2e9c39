package dev.bosai.activities.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.workflows.port.Lsn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage within a log is not taken for its end. */
class TimelineLogTest {
  private static final int SEGMENT = 1 << 20;
  private static final int PAGE = 8192;
  private static final Lsn END = Lsn.parse("0/302100");
  @TempDir Path folder;
  private TimelineLog log;

  @BeforeEach
  void threePagesOfTheFourthSegmentAreWritten() throws Exception {
    log = log("0/300028");
    segment(3, 3 * SEGMENT, 3 * SEGMENT + PAGE, SEGMENT);
    segment(4, SEGMENT);
  }

  @Test
  void zerosAndAnEarlierUseAreTheEnd() throws Exception {
    assertThat(log.goesOnPast(END)).isEmpty();
  }

  @Test
  void aPageBehindTheEndSpeaksAgainstIt() throws Exception {
    segment(3, 3 * SEGMENT, 3 * SEGMENT + PAGE, 0, 3 * SEGMENT + 3 * PAGE);
    assertThat(log.goesOnPast(END).orElseThrow())
        .isEqualTo("WAL cannot be read past 0/302100; \"000000010000000000000003\" goes on");
  }

  @Test
  void soDoesALaterSegment() throws Exception {
    segment(5, 5 * SEGMENT);
    assertThat(log.goesOnPast(END).orElseThrow()).contains("\"000000010000000000000005\" goes on");
  }

  @Test
  void andALaterCheckpoint() throws Exception {
    assertThat(log("0/500028").goesOnPast(END).orElseThrow())
        .isEqualTo(
            "WAL cannot be read past 0/302100; the control file names a checkpoint at 0/500028");
  }

  @Test
  void aSegmentIsMissingOnlyWhereLaterOnesAreThere() throws Exception {
    assertThat(log.goesOnPast(Lsn.parse("0/500000"))).isEmpty();
    segment(6, SEGMENT);
    assertThat(log.goesOnPast(Lsn.parse("0/500000")).orElseThrow())
        .contains("is missing, while \"000000010000000000000006\" is there");
  }

  private TimelineLog log(String checkpoint) {
    Map<String, String> control =
        Map.of(
            "Latest checkpoint's TimeLineID",
            "1",
            "Latest checkpoint location",
            checkpoint,
            "WAL block size",
            "" + PAGE);
    return new TimelineLog(new WalFolder(folder, SEGMENT), 1, new ControlData(control));
  }

  /** Makes a segment of the given size whose first pages name the given positions. */
  private void segment(int number, long... addresses) throws Exception {
    ByteBuffer content = ByteBuffer.allocate(SEGMENT).order(ByteOrder.nativeOrder());
    for (int page = 0; page < addresses.length; page++) {
      content.putLong(page * PAGE + 8, addresses[page]);
    }
    Files.write(log.wal().file(1, number), content.array());
  }
}
