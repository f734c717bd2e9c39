package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a repository holds and which moments can be reached with it.
 *
 * @param provider {@code basebackup} or {@code pgbackrest}
 * @param repository where it is, for people
 * @param at when this was looked at
 * @param backups the oldest first
 * @param windows spans whose every moment can be reached, the oldest first
 * @param gaps WAL that is missing between what is there
 * @param proven the newest restore that was proven; null if there never was one
 * @param alarms what somebody must look at, one sentence each; empty if all is well
 */
public record BackupList(
    String provider,
    String repository,
    Instant at,
    List<Backup> backups,
    List<Window> windows,
    List<Gap> gaps,
    @Nullable Proven proven,
    List<String> alarms) {

  /**
   * A span whose every moment can be reached.
   *
   * @param from the end of the backup it begins with
   * @param fromLsn position of that end
   * @param to the newest commit in WAL that follows without a gap; null if there is none after
   *     {@code from}
   * @param toLsn end of that WAL
   * @param timeline of that end
   * @param backup with which it begins
   */
  public record Window(
      Instant from, Lsn fromLsn, @Nullable Instant to, Lsn toLsn, int timeline, String backup) {}

  /**
   * WAL files that are missing or damaged between what is there.
   *
   * @param timeline whose
   * @param first name of the first such file
   * @param last name of the last such file
   * @param reason what is wrong with them
   * @param lastReachable the newest commit before the gap; null if unknown
   */
  public record Gap(
      int timeline, String first, String last, String reason, @Nullable Instant lastReachable) {}
}
