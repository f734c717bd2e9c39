package dev.bosai.activities.postgres.backup;

import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Backup;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a repository stays. Days, weeks and months are UTC's, and only those count that
 * have a backup, so a time without new ones removes nothing.
 */
public final class Retention {
  private final Backups.Keep keep;
  private final Instant now;

  /**
   * Makes the rule of a moment.
   *
   * @param keep as the system file says
   * @param now the moment
   */
  public Retention(Backups.Keep keep, Instant now) {
    this.keep = keep;
    this.now = now;
  }

  /**
   * Returns the backups that stay, the oldest first: never without the newest, the newest that was
   * proven, and the one from which every moment is reached as far back as promised.
   *
   * @param backups all of the repository, the oldest first
   * @param proven the newest that was proven; null if none was
   */
  public List<Backup> kept(List<Backup> backups, @Nullable String proven) {
    Set<String> ids = new LinkedHashSet<>();
    newest(backups, UnaryOperator.identity(), keep.daily(), ids);
    newest(backups, Retention::week, keep.weekly(), ids);
    newest(backups, date -> date.withDayOfMonth(1), keep.monthly(), ids);
    from(backups).map(Backup::id).ifPresent(ids::add);
    backups.stream().reduce((earlier, later) -> later).map(Backup::id).ifPresent(ids::add);
    return backups.stream()
        .filter(backup -> ids.contains(backup.id()) || backup.id().equals(proven))
        .toList();
  }

  /**
   * Returns the backup from which on no WAL may be missing: the newest that ended before the time
   * that is promised, else the oldest. One that lies further on in the log than a later backup does
   * not count: the cluster was brought back to before it meanwhile, and nothing later is reached
   * from it.
   */
  public Optional<Backup> from(List<Backup> backups) {
    Instant promised = now.minus(keep.wal());
    Optional<Backup> oldest = backups.stream().findFirst();
    return backups.stream()
        .filter(backup -> backup.stoppedAt().isBefore(promised))
        .filter(backup -> laterOnes(backup, backups))
        .reduce((earlier, later) -> later)
        .or(() -> oldest);
  }

  private static boolean laterOnes(Backup backup, List<Backup> backups) {
    return backups.stream()
        .filter(other -> other.stoppedAt().isAfter(backup.stoppedAt()))
        .allMatch(other -> other.start().compareTo(backup.stop()) >= 0);
  }

  private static void newest(
      List<Backup> backups, UnaryOperator<LocalDate> begin, int count, Set<String> into) {
    Map<LocalDate, Backup> last = new TreeMap<>();
    backups.forEach(backup -> last.put(begin.apply(date(backup)), backup));
    last.values().stream()
        .skip(Math.max(0, last.size() - count))
        .map(Backup::id)
        .forEach(into::add);
  }

  private static LocalDate date(Backup backup) {
    return backup.startedAt().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static LocalDate week(LocalDate date) {
    return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
