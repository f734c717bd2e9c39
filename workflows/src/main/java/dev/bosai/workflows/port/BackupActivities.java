package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work with a database's repository, done on a node's host: there are the programs that fit, and
 * the repository. Every method is safe to run twice and overlapping.
 */
@ActivityInterface
public interface BackupActivities {
  /**
   * Asks for a backup.
   *
   * @param node on whose host the work is done; the backup is of the database's primary
   * @param key names this order: an attempt that finds the backup of its key done returns it
   */
  record TakeBackup(NodeRef node, String key) {}

  /** Takes a backup of the primary, then removes what is older than is to be kept. */
  @ActivityMethod
  Backup takeBackup(TakeBackup request);

  /** Says what is there and which moments can be reached; changes nothing. */
  @ActivityMethod
  BackupList listBackups(NodeRef node);

  /**
   * Asks for transactions.
   *
   * @param node on whose host the WAL is read
   * @param around the moment people remember
   * @param within so long before and after
   * @param table only those that changed this one, with or without its schema; empty means all
   */
  record FindTransactions(NodeRef node, Instant around, Duration within, String table) {}

  /**
   * Finds committed transactions in archived WAL, those nearest to the moment if there are many;
   * changes nothing but that a primary which answers is asked to archive what it has.
   */
  @ActivityMethod
  Candidates findTransactions(FindTransactions request);

  /**
   * Asks where a restore would end.
   *
   * @param node on whose host the restore would be done
   * @param target as the person wrote it
   * @param systemIdentifier the cluster must have
   * @param timeline the primary is on
   */
  record AimRestore(NodeRef node, String target, String systemIdentifier, int timeline) {}

  /**
   * Chooses backup, timeline and position, and proves that they are all there; changes nothing but
   * that a primary which answers is asked to archive what it has.
   */
  @ActivityMethod
  Aim aimRestore(AimRestore request);

  /**
   * Asks for a proof.
   *
   * @param node on whose host it is made
   * @param backup to restore; null means the newest
   * @param key names this order: an attempt that finds the proof of its key made returns it
   */
  record ProveBackup(NodeRef node, @Nullable String backup, String key) {}

  /**
   * Restores into a throw-away instance, checks it, records and returns what was seen; a check that
   * is not good is an answer, not a failure.
   */
  @ActivityMethod
  Proven proveBackup(ProveBackup request);
}
