package dev.bosai.workflows.port;

import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** Compares and carries rows between what was restored and what was there, on the node's host. */
@ActivityInterface
public interface RowActivities {
  /**
   * Asks what was written after the target.
   *
   * @param node the node that was switched
   * @param switched the old directory and what has taken its place
   * @param run names the folder
   */
  record CompareRows(NodeRef node, Switched switched, String run) {}

  /**
   * What one table had that the restored one has not.
   *
   * @param file reviewable rows as CSV, on the node's host
   * @param sql the same as statements that nobody runs by itself, on the node's host
   * @param inserted rows that only the old one has
   * @param updated rows that both have, with other content
   * @param deleted rows that only the restored one has
   * @param key the columns by which rows were matched; empty: whole rows were counted
   * @param sha256 of the CSV file
   */
  record TableChanges(
      String file,
      String sql,
      long inserted,
      long updated,
      long deleted,
      List<String> key,
      String sha256) {}

  /**
   * Everything that was written after the target.
   *
   * @param folder on the node's host
   * @param tables by {@code schema.table}, in other databases than the protected one {@code
   *     database/schema.table}; those without a change are left out
   * @param notes what is not among the rows, one sentence each
   * @param notCompared tables whose rows could not be read or compared, with the reason; whether
   *     they were changed is not known
   */
  record WrittenAfter(
      String folder,
      SortedMap<String, TableChanges> tables,
      List<String> notes,
      SortedMap<String, String> notCompared) {
    /** Earlier versions told it among the notes. */
    public WrittenAfter {
      notCompared = Objects.requireNonNullElse(notCompared, Collections.emptySortedMap());
    }
  }

  /** Compares a copy of the old directory with what has taken its place, as it was then. */
  @ActivityMethod
  WrittenAfter compareRows(CompareRows request);

  /**
   * Asks to bring rows back.
   *
   * @param restored where they are
   * @param tables names, without a schema those of {@code public}, each optionally with {@code
   *     :column=value,value}; names and values may stand in double quotes
   * @param run names the folder of the difference
   * @param apply whether it is done; else it is only shown
   * @param hash of the difference that a person saw; another one is refused
   */
  record ExtractRows(
      Restored restored, List<String> tables, String run, boolean apply, String hash) {}

  /**
   * What bringing rows back does, or did.
   *
   * @param hash of the difference
   * @param file reviewable difference, on the node's host
   * @param tables by name
   * @param foreignKeys what refers to rows or tables that are not there, one sentence each
   * @param sequences what sequences are set to, one sentence each
   * @param applied whether it was done
   */
  record Extracted(
      String hash,
      String file,
      SortedMap<String, Rows> tables,
      List<String> foreignKeys,
      List<String> sequences,
      boolean applied) {}

  /**
   * What happens to one table.
   *
   * @param created whether the table itself comes back
   * @param inserted rows that come back
   * @param updated rows that get their old content back
   * @param kept rows that only the live table has, which stay
   */
  record Rows(boolean created, long inserted, long updated, long kept) {}

  /** Brings rows back into the primary, in one transaction, or shows what that would do. */
  @ActivityMethod
  Extracted extractRows(ExtractRows request);
}
