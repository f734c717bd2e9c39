package dev.bosai.activities.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Backup FRESH = Made.backup(NOW.minus(Duration.ofHours(10)), 1, 3);

  @Test
  void allIsWellWithAFreshBackupAndAFreshProof() {
    assertThat(alarms(List.of(FRESH), List.of(), List.of(), proof(5, true))).isEmpty();
  }

  @Test
  void anEmptyRepositoryIsTwoAlarms() {
    assertThat(alarms(List.of(), List.of(), List.of()))
        .containsExactly("there is no backup", "no restore was ever proven");
  }

  @Test
  void whatIsOlderThanPromisedIsNamedWithItsAge() {
    Backup old = Made.backup(NOW.minus(Duration.ofDays(4)), 1, 3);

    assertThat(alarms(List.of(old), List.of(), List.of(), proof(27, true)))
        .containsExactly(
            "the newest backup, \"%s\", is 3 days old; expected one within 26 h"
                .formatted(old.id()),
            "the newest proven restore, of backup \"b\", is 27 h old; expected one within 26 h");
  }

  @Test
  void aFailedProofIsAnAlarmThoughAnOlderOnePassed() {
    assertThat(alarms(List.of(FRESH), List.of(), List.of(), proof(20, true), proof(2, false)))
        .containsExactly("the restore of backup \"b\" was not proven: file \"x\" is missing");
  }

  @Test
  void gapsAndBrokenBackupsAreNamed() {
    Gap one = new Gap(1, "A", "A", "it is missing", NOW);
    Gap several = new Gap(1, "A", "C", "it is missing", null);

    assertThat(alarms(List.of(FRESH), List.of(one, several), List.of(FRESH), proof(1, true)))
        .containsExactly(
            "WAL file \"A\" is of no use: it is missing; the last moment before is"
                + " 2026-11-25T12:00:00Z",
            "WAL files from \"A\" to \"C\" are of no use: it is missing",
            "backup \"%s\" cannot be restored: WAL from 0/3000028 to 0/3000100 is not whole"
                .formatted(FRESH.id()));
  }

  private static List<String> alarms(
      List<Backup> backups, List<Gap> gaps, List<Backup> broken, Proven... proofs) {
    return new Alarms(Duration.ofHours(26), NOW)
        .of(new Alarms.Seen(backups, gaps, broken, List.of(proofs)));
  }

  static Proven proof(int hoursAgo, boolean passed) {
    return new Proven(
        "b",
        NOW.minus(Duration.ofHours(hoursAgo)),
        passed,
        1,
        new Lsn(1),
        null,
        1,
        1,
        1,
        1,
        List.of(new Proven.Check("pg_verifybackup", passed, "file \"x\" is missing")),
        null);
  }
}
