package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What a recovery kept of the old timeline: made into rows that people can review, and given up, on
 * the host of the node whose it was. Nothing is ever written to a database. Every method is safe to
 * run twice and overlapping.
 */
@ActivityInterface
public interface SalvageActivities {
  /**
   * Asks for the rows that only the old timeline has.
   *
   * @param node whose writes were kept
   * @param preserved what was kept, as the recovery reported it; read again from the disk
   */
  record SalvageRows(NodeRef node, Preserved preserved) {}

  /**
   * What lost commits did to one table.
   *
   * @param file reviewable rows as CSV, on the node's host
   * @param sql the same as statements that nobody runs by itself, on the node's host
   * @param inserted rows that came to be on the old timeline
   * @param updated rows that got other content there
   * @param deleted rows that were deleted there
   * @param conflicts how many of the inserted and updated ones the new timeline wrote as well,
   *     differently; their statements are comments
   * @param alike rows that the new timeline has with the same content, and which are in no file
   * @param key the columns by which rows were matched; empty: there is no key
   * @param sha256 of the CSV file
   * @param sqlSha256 of the file of statements
   */
  record SalvagedTable(
      String file,
      String sql,
      long inserted,
      long updated,
      long deleted,
      long conflicts,
      long alike,
      List<String> key,
      String sha256,
      String sqlSha256) {}

  /**
   * Everything that only the old timeline has.
   *
   * @param node whose writes they were
   * @param folder on the node's host; empty if nothing was lost
   * @param old the old data directory that was read, which is unchanged; empty if nothing was lost
   * @param fork where the new timeline left the old one
   * @param commits how many commits are past it
   * @param primary the node they were compared with
   * @param at when it was compared; the new timeline went on since
   * @param tables by {@code schema.table}, in other databases than the protected one {@code
   *     database/schema.table}; those without a difference are left out
   * @param notes what is not among the rows, one sentence each
   * @param notCompared tables whose rows could not be read or compared, with the reason
   */
  record Salvaged(
      String node,
      String folder,
      String old,
      Lsn fork,
      long commits,
      String primary,
      Instant at,
      SortedMap<String, SalvagedTable> tables,
      List<String> notes,
      SortedMap<String, String> notCompared) {}

  /**
   * Brings a copy of the old directory to the end of its own WAL and compares what commits past the
   * fork wrote with the live primary. A result that is there is returned as it is.
   */
  @ActivityMethod
  Salvaged salvage(SalvageRows request);

  /** What becomes of an old directory. */
  enum Fate {
    /** It stays until somebody says otherwise. */
    KEPT,
    /** It is removed for good; its rows, where they were salvaged, and its WAL stay. */
    DISCARDED
  }

  /**
   * Asks to keep an old directory, or to give it up.
   *
   * @param node whose it was
   * @param preserved what was kept, as the recovery reported it; read again from the disk
   * @param fate what becomes of it
   * @param unreviewed whether it may be given up although nobody salvaged its rows
   * @param who a person
   * @param why their reason
   */
  record SettleOld(
      NodeRef node, Preserved preserved, Fate fate, boolean unreviewed, String who, String why) {}

  /**
   * What became of an old directory.
   *
   * @param fate of the directory
   * @param directory where it is, or was; empty if there was none
   * @param there whether it is there now
   * @param bytes its size before
   * @param who decided
   * @param why their reason
   * @param at when
   */
  record Settled(
      Fate fate, String directory, boolean there, long bytes, String who, String why, Instant at) {}

  /** Keeps the old directory or removes it, and remembers who said so. */
  @ActivityMethod
  Settled settleOld(SettleOld request);
}
