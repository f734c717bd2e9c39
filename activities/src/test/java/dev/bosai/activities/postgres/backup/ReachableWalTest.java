package dev.bosai.activities.postgres.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.runbooks.system.Backups.Keep;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments are numbered; each has a commit, so many minutes after the first as its number says. */
class ReachableWalTest {
  private static final Instant FIRST = Instant.parse("2026-11-25T00:00:00Z");
  private static final WalFolder WAL = new WalFolder(Path.of(""), Made.SEGMENT_BYTES);
  private final SortedSet<String> names = new TreeSet<>();
  private Keep keep;
  private String damaged = "";

  @BeforeEach
  void usual() {
    keep = Keep.USUAL;
  }

  @Test
  void aWindowReachesFromABackupToTheNewestCommit() throws Exception {
    archived(1, 2, 9);

    ReachableWal.Found found = found(List.of(backup(2)));

    assertThat(found.gaps()).isEmpty();
    assertThat(found.windows()).hasSize(1);
    Window window = found.windows().get(0);
    assertThat(window.from()).isEqualTo(minute(3));
    assertThat(window.to()).isEqualTo(minute(9));
    assertThat(window.toLsn()).isEqualTo(WAL.begin(10));
  }

  @Test
  void aMissingSegmentEndsTheWindowAndIsNamedWithWhatIsReachableBefore() throws Exception {
    archived(1, 1, 12);
    names.remove(name(1, 5));
    names.remove(name(1, 6));

    ReachableWal.Found found = found(List.of(backup(1), backup(8)));

    assertThat(found.gaps())
        .containsExactly(new Gap(1, name(1, 5), name(1, 6), "it is missing", minute(4)));
    assertThat(found.windows())
        .extracting(Window::from, Window::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(minute(2), minute(4)),
            org.assertj.core.groups.Tuple.tuple(minute(9), minute(12)));
    assertThat(found.broken()).isEmpty();
  }

  @Test
  void damageIsAGapOfItsOwnAlsoInTheNewestSegment() throws Exception {
    archived(1, 1, 7);
    damaged = name(1, 7);

    ReachableWal.Found found = found(List.of(backup(1)));

    assertThat(found.gaps())
        .containsExactly(new Gap(1, name(1, 7), name(1, 7), "it is torn", minute(6)));
    assertThat(found.windows()).extracting(Window::to).containsExactly(minute(6));
  }

  @Test
  void aBackupWhoseOwnWalIsNotWholeIsBroken() throws Exception {
    archived(1, 1, 9);
    names.remove(name(1, 4));

    Backup broken = Made.backup(minute(3), 1, 3, 5);
    ReachableWal.Found found = found(List.of(broken));

    assertThat(found.broken()).containsExactly(broken);
    assertThat(found.windows()).isEmpty();
    assertThat(found.gaps()).extracting(Gap::first).containsExactly(name(1, 4));
  }

  @Test
  void olderBackupsThatAreKeptForThemselvesNeedOnlyTheirOwnWal() throws Exception {
    keep = new Keep(7, 4, 6, Duration.ofMinutes(5));
    archived(1, 1, 1);
    archived(1, 5, 12);

    ReachableWal.Found found = found(List.of(backup(1), backup(5), backup(10)));

    assertThat(found.gaps()).isEmpty();
    assertThat(found.windows()).extracting(Window::from).containsExactly(minute(2), minute(6));
    assertThat(found.windows().get(0).to()).isNull();
  }

  @Test
  void aWindowGoesOnAcrossAPromotion() throws Exception {
    archived(1, 1, 5);
    archived(2, 5, 9);

    ReachableWal.Found found = found(List.of(backup(1)), lineage(2, "1\t0/5000100\tpromoted"));

    assertThat(found.gaps()).isEmpty();
    assertThat(found.windows())
        .extracting(Window::timeline, Window::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2, minute(9)));
  }

  @Test
  void theSegmentInWhichATimelineBeginsIsNeededUnderItsNewName() throws Exception {
    archived(1, 1, 5);
    archived(2, 6, 9);

    ReachableWal.Found found = found(List.of(backup(1)), lineage(2, "1\t0/5000100\tpromoted"));

    assertThat(found.gaps())
        .containsExactly(new Gap(2, name(2, 5), name(2, 5), "it is missing", minute(4)));
    assertThat(found.windows()).extracting(Window::to).containsExactly(minute(4));
  }

  @Test
  void aBackupOfAnAbandonedTimelineHasAWindowOfItsOwn() throws Exception {
    archived(1, 1, 8);
    archived(2, 5, 9);
    Backup abandoned = Made.backup(minute(6), 1, 6);
    Backup newer = Made.backup(minute(7), 2, 7);

    ReachableWal.Found found =
        found(List.of(abandoned, newer), lineage(2, "1\t0/5000100\tpromoted"));

    assertThat(found.windows())
        .extracting(Window::timeline, Window::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, minute(8)),
            org.assertj.core.groups.Tuple.tuple(2, minute(9)));
    assertThat(found.gaps()).isEmpty();
  }

  private ReachableWal.Found found(List<Backup> backups) throws Exception {
    return found(backups, Lineage.parse(1, List.of()));
  }

  private ReachableWal.Found found(List<Backup> backups, Lineage newest) throws Exception {
    ReachableWal.Archived archived =
        new ReachableWal.Archived(names, name -> name.equals(damaged) ? "it is torn" : "");
    List<Lineage> lineages = List.of(newest, Lineage.parse(1, List.of()));
    List<SegmentChain> chains = ReachableWal.chains(lineages, backups, WAL, archived);
    return new ReachableWal(
            chains,
            new Retention(keep, minute(12)),
            name -> Optional.of(minute((int) WAL.numberOf(name))))
        .find(backups);
  }

  private static Lineage lineage(int timeline, String... lines) {
    return Lineage.parse(timeline, List.of(lines));
  }

  private void archived(int timeline, int first, int last) {
    for (int number = first; number <= last; number++) {
      names.add(name(timeline, number));
    }
  }

  private static String name(int timeline, long number) {
    return String.valueOf(WAL.file(timeline, number).getFileName());
  }

  private static Backup backup(int segment) {
    return Made.backup(minute(segment), 1, segment);
  }

  private static Instant minute(int minute) {
    return FIRST.plusSeconds(60L * minute);
  }
}
