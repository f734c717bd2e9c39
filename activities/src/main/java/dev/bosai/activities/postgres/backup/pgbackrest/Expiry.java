package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.postgres.backup.Retention;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Backup;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes what need not be kept any longer from one repository. Backups that others took stay, and
 * so does what they are the difference to; WAL goes as far as every moment can still be reached.
 */
final class Expiry {
  /** The most that pgBackRest takes; it removes no backup by its own count then. */
  private static final String ALL = "9999999";

  private static final Pattern WAL =
      Pattern.compile(".* remove archive, start = (\\S+), stop = (\\S+)");
  private final Pgbackrest program;
  private final int repository;
  private final List<Info.Stored> all;

  /**
   * Prepares it.
   *
   * @param repository its number
   * @param stored backups of all repositories, the oldest first
   */
  Expiry(Pgbackrest program, int repository, List<Info.Stored> stored) {
    this.program = program;
    this.repository = repository;
    this.all = stored.stream().filter(one -> one.repository() == repository).toList();
  }

  /**
   * Removes it, and says what.
   *
   * @param proven label of the newest backup that was proven; null if none was
   */
  List<String> run(Backups.Keep keep, @Nullable String proven, Clock clock)
      throws IOException, InterruptedException {
    Retention retention = new Retention(keep, clock.instant());
    List<Backup> kept = retention.kept(all.stream().map(Info.Stored::backup).toList(), proven);
    List<Info.Stored> stay = new ArrayList<>(all);
    List<String> removed = new ArrayList<>();
    for (Info.Stored one : all) {
      if (!kept.contains(one.backup()) && isFree(one)) {
        expire(List.of("--set=" + one.backup().id()), ALL);
        stay.remove(one);
        removed.add("removed backup \"%s\"".formatted(one.backup().id()));
      }
    }
    Optional<Backup> from = retention.from(stay.stream().map(Info.Stored::backup).toList());
    if (from.isPresent()) {
      removed.addAll(expire(List.of(), Long.toString(fullsFrom(stay, from.get()))));
    }
    return removed;
  }

  /** Removing a full backup would remove the differences to it too. */
  private boolean isFree(Info.Stored one) {
    String label = one.backup().id();
    return !one.key().isEmpty() && all.stream().noneMatch(other -> other.needs().contains(label));
  }

  /** Returns how many full backups, counted from the newest, reach back to a backup. */
  private static long fullsFrom(List<Info.Stored> stay, Backup from) {
    List<Info.Stored> fulls = stay.stream().filter(Info.Stored::full).toList();
    long later =
        fulls.stream().filter(one -> one.backup().start().compareTo(from.start()) > 0).count();
    return Math.min(later + 1, Math.max(1, fulls.size()));
  }

  /** The user's own settings of what is kept are for his own commands. */
  private List<String> expire(List<String> options, String fullsWithWal)
      throws IOException, InterruptedException {
    String own = "--repo" + repository + "-retention-";
    List<String> command =
        new ArrayList<>(
            List.of(
                "--repo=" + repository,
                own + "full-type=count",
                own + "full=" + ALL,
                own + "archive-type=full",
                own + "archive=" + fullsWithWal,
                "--reset-repo" + repository + "-retention-diff"));
    command.addAll(options);
    command.add("expire");
    List<String> said = new ArrayList<>();
    program.follow(command, line -> wal(line).ifPresent(said::add));
    return said;
  }

  private Optional<String> wal(String line) {
    Matcher removed = WAL.matcher(line);
    return removed.matches()
        ? Optional.of(
            "removed WAL files from \"%s\" to \"%s\" of repository %d"
                .formatted(removed.group(1), removed.group(2), repository))
        : Optional.empty();
  }
}
