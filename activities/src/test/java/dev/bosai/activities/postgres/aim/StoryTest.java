package dev.bosai.activities.postgres.aim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoryTest {
  private final Story story = new Story(Moment.BEGIN, (record, end, before, after) -> {});
  private int position = 0x3000028;

  @Test
  void aLockIsHeldUntilItsTransactionEnds() {
    read("Standby", "731", "LOCK xid 731 db 5 rel 16393 xid 731 db 5 rel 16394");
    assertThat(story.now().locks()).isEqualTo(java.util.Map.of("731", Set.of(16393L, 16394L)));
    read("Transaction", "730", "COMMIT 2026-11-25 13:30:10.038177 UTC; subxacts: 731 732");
    assertThat(story.now().locks()).isEmpty();
    assertThat(story.now().commits()).isEqualTo(1);
  }

  @Test
  void whatWasRolledBackIsNoCommit() {
    read("Standby", "731", "LOCK xid 731 db 5 rel 16393");
    read("Transaction", "731", "ABORT 2026-11-25 13:30:10.038177 UTC");
    assertThat(story.now()).isEqualTo(Moment.BEGIN);
  }

  @Test
  void aServerThatCrashedSaysNoMoreOfWhatWasOpen() {
    read("Standby", "731", "LOCK xid 731 db 5 rel 16393");
    read("Standby", "0", running(740, 735));
    assertThat(story.now().locks()).isEmpty();
  }

  @Test
  void anIdWasNotGivenOutYetWhereItWasStillNext() {
    read("Standby", "0", running(740, 740));
    read("Standby", "0", running(745, 741));
    Lsn until = new Lsn(position);
    assertThat(story.before(740, until).orElseThrow().next()).isEqualTo(740);
    assertThat(story.before(744, until).orElseThrow().next()).isEqualTo(740);
    assertThat(story.before(745, until).orElseThrow().next()).isEqualTo(745);
    assertThat(story.before(739, until)).isEmpty();
  }

  @Test
  void idsBeginAgainAfterFourBillion() {
    assertThat(Xids.precedes(4_294_967_290L, 5)).isTrue();
    assertThat(Xids.precedes(5, 4_294_967_290L)).isFalse();
    assertThat(Xids.precedes(5, 5)).isFalse();
  }

  private static String running(long next, long oldest) {
    return "RUNNING_XACTS nextXid %d latestCompletedXid %d oldestRunningXid %d"
        .formatted(next, next - 1, oldest);
  }

  private void read(String manager, String xid, String description) {
    story.add(new WalRecord(manager, xid, new Lsn(position), description));
    position += 40;
  }
}
