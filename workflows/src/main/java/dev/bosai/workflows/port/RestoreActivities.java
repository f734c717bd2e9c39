package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restore beside a node's data directory, never over it, on the node's own host. Every method is
 * safe to run twice and overlapping, and goes on where a killed attempt stopped.
 */
@ActivityInterface
public interface RestoreActivities {
  /**
   * Asks for a restore.
   *
   * @param node beside whose directory
   * @param aim what was chosen
   * @param run whose restore it is; a directory of another run is not touched
   * @param token of this effect
   */
  record RestoreBeside(NodeRef node, Aim aim, String run, Token token) {}

  /**
   * What stands beside, read-only at its target.
   *
   * @param node beside whose directory
   * @param run whose restore it is
   * @param directory on that host
   * @param port on which it answers on that host only
   * @param systemIdentifier of the cluster
   * @param timeline it has followed
   * @param reached the end of the last record that was replayed
   * @param reachedAt commit time of the last transaction that is in; null if none was replayed
   * @param bytes size of the directory
   * @param copyMs time of the copy, in milliseconds
   * @param replayMs time of the replay, in milliseconds
   */
  record Restored(
      NodeRef node,
      String run,
      String directory,
      int port,
      String systemIdentifier,
      int timeline,
      Lsn reached,
      @Nullable Instant reachedAt,
      long bytes,
      long copyMs,
      long replayMs) {}

  /** Copies the backup beside, replays up to the target and opens it for reading. */
  @ActivityMethod
  Restored restoreBeside(RestoreBeside request);

  /**
   * Asks to look at what was restored.
   *
   * @param restored which
   * @param database whose tables are counted
   */
  record PreviewRestored(Restored restored, DatabaseRef database) {}

  /**
   * What a look showed.
   *
   * @param connect how a person on that host opens a session
   * @param rows for each table its rows, exactly, the biggest first
   * @param checks of the instance's soundness
   */
  record Preview(String connect, List<Rows> rows, List<Proven.Check> checks) {}

  /**
   * A table's size.
   *
   * @param table {@code schema.table}
   * @param rows exactly as many
   */
  record Rows(String table, long rows) {}

  /** Opens what was restored for reading, if it is not, counts and checks. */
  @ActivityMethod
  Preview previewRestored(PreviewRestored request);

  /**
   * Asks what was restored for the answer to one statement of a user's runbook.
   *
   * @param restored which
   * @param statement for the database whose restore it is; one that writes is refused
   */
  record AskRestored(Restored restored, DatabaseActivities.Statement statement) {}

  /**
   * Runs one statement on what was restored while it stands at its target, read-only, and compares
   * what it answers. The serving database is not asked.
   */
  @ActivityMethod
  DatabaseActivities.StatementAnswer askRestored(AskRestored request);

  /**
   * Asks to end the recovery of what was restored.
   *
   * @param restored which
   * @param token of this effect
   */
  record OpenRestored(Restored restored, Token token) {}

  /**
   * What was restored is a primary of its own now, stopped cleanly, still beside.
   *
   * @param restored which
   * @param timeline the new one
   * @param fork where it left the old one
   */
  record Opened(Restored restored, int timeline, Lsn fork) {}

  /** Lets recovery end at the target, on a timeline of its own, and stops the instance. */
  @ActivityMethod
  Opened openRestored(OpenRestored request);

  /**
   * Asks to remove what was restored.
   *
   * @param node beside whose directory
   * @param run whose restore it is; nothing else is removed
   * @param token of this effect
   */
  record DiscardRestored(NodeRef node, String run, Token token) {}

  /** Stops and removes what was restored beside; returns whether there was anything. */
  @ActivityMethod
  boolean discardRestored(DiscardRestored request);
}
