package dev.bosai.app.run;

import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.view.RunIds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work beside recoveries that somebody wants done.
 *
 * @param area what it is about
 * @param type of the workflow
 * @param what is done, the last part of the workflow's id; under {@code take} and {@code prove} one
 *     at a time
 * @param lock whether nobody else may do the same meanwhile
 * @param order who wants it, and of what
 * @param input of the workflow
 * @param summary for the Web UI
 * @param bound after this it ends, whoever works on it; null for work that may take days
 */
public record Wanted(
    Area area,
    String type,
    String what,
    boolean lock,
    BackupOrder order,
    Object input,
    String summary,
    @Nullable Duration bound) {
  /** What work is about; the first part of its workflow's id. */
  public enum Area {
    /** Backups of a database. */
    BACKUP,
    /** What a recovery kept of an old timeline. */
    SALVAGE
  }

  /** Returns the workflow's id, or what it begins with. */
  String id() {
    String system = order.system().system();
    return area == Area.BACKUP
        ? RunIds.backup(system, order.database(), what)
        : RunIds.salvage(system, order.database(), what);
  }
}
