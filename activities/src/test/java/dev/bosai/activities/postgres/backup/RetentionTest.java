package dev.bosai.activities.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.system.Backups.Keep;
import dev.bosai.workflows.port.Backup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  /** A Wednesday; its week began on the 23rd. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

  private static final Instant NOW = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

  @ParameterizedTest(name = "daily {0}, weekly {1}, monthly {2}, wal {3} d: {4}")
  @CsvSource({
    "3, 0, 0, 1, 2026-11-23 2026-11-24 2026-11-25",
    "1, 3, 0, 1, 2026-11-15 2026-11-22 2026-11-24 2026-11-25",
    "1, 0, 3, 1, 2026-09-30 2026-10-31 2026-11-24 2026-11-25",
    "1, 2, 2, 1, 2026-10-31 2026-11-22 2026-11-24 2026-11-25",
    "1, 0, 0, 4, 2026-11-21 2026-11-25",
    "0, 0, 0, 0, 2026-11-25",
  })
  void keepsTheNewestOfEachSpanAndWhatWalIsReachedFrom(
      int daily, int weekly, int monthly, int walDays, String expected) {
    List<Backup> backups = daily(90);
    Retention retention =
        new Retention(new Keep(daily, weekly, monthly, Duration.ofDays(walDays)), NOW);

    assertThat(retention.kept(backups, null))
        .extracting(backup -> backup.startedAt().toString().substring(0, 10))
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void keepsTheNewestThatWasProvenHoweverOld() {
    List<Backup> backups = daily(90);
    String proven = backups.get(3).id();

    assertThat(new Retention(new Keep(1, 0, 0, Duration.ofDays(1)), NOW).kept(backups, proven))
        .extracting(Backup::id)
        .startsWith(proven)
        .hasSize(3);
  }

  @Test
  void aTimeWithoutNewBackupsRemovesNothing() {
    List<Backup> old = daily(90).subList(0, 5);
    Retention retention = new Retention(new Keep(5, 0, 0, Duration.ofDays(7)), NOW);

    assertThat(retention.kept(old, null)).isEqualTo(old);
  }

  @Test
  void ofSeveralBackupsOfADayTheNewestStays() {
    List<Backup> backups =
        List.of(at(NOW.minusSeconds(8_000), 1), at(NOW.minusSeconds(7_000), 2), at(NOW, 3));
    Retention retention = new Retention(new Keep(1, 0, 0, Duration.ofMinutes(125)), NOW);

    assertThat(retention.kept(backups, null)).containsExactly(backups.get(0), backups.get(2));
    assertThat(retention.from(backups)).contains(backups.get(0));
  }

  @Test
  void walIsKeptFromABackupThatLaterOnesFollowInTheLog() {
    Backup before = at(NOW.minus(Duration.ofDays(9)), 10);
    Backup leftBehind = at(NOW.minus(Duration.ofDays(8)), 50);
    Backup afterTheRestore = at(NOW.minus(Duration.ofDays(1)), 20);
    Retention retention = new Retention(Keep.USUAL, NOW);

    assertThat(retention.from(List.of(before, leftBehind, afterTheRestore))).contains(before);
  }

  @Test
  void ofNothingNothingIsKept() {
    Retention retention = new Retention(Keep.USUAL, NOW);

    assertThat(retention.kept(List.of(), null)).isEmpty();
    assertThat(retention.from(List.of())).isEmpty();
  }

  /** One a day at 02:00, up to today. */
  private static List<Backup> daily(int days) {
    return new ArrayList<>(
        IntStream.range(0, days)
            .mapToObj(
                day ->
                    at(
                        TODAY.minusDays(days - 1L - day).atTime(2, 0).toInstant(ZoneOffset.UTC),
                        day + 1))
            .toList());
  }

  private static Backup at(Instant started, int segment) {
    return Made.backup(started, 1, segment);
  }
}
