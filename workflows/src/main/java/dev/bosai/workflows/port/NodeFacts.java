package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node says of itself over the wire.
 *
 * @param node its name
 * @param answers whether it answered a query in time
 * @param problem why it did not answer; empty if it did
 * @param inRecovery whether it is a standby
 * @param systemIdentifier of its cluster; empty if it did not answer
 * @param timeline it is on; 0 if it did not answer
 * @param received newest WAL position it has on disk; a primary's own write position
 * @param replayed newest WAL position it has applied
 * @param lastReplayedCommit time of the newest commit it has applied, by the primary's clock
 * @param receiving whether a walreceiver streams into it
 * @param unfit why it must not be promoted although it answers (paused replay, delay, recovery
 *     target, archive gap); empty if nothing stands against it
 * @param synchronousStandbyNames its setting
 * @param streamingStandbys application names of the standbys that stream from it
 */
public record NodeFacts(
    String node,
    boolean answers,
    String problem,
    boolean inRecovery,
    String systemIdentifier,
    int timeline,
    @Nullable Lsn received,
    @Nullable Lsn replayed,
    @Nullable Instant lastReplayedCommit,
    boolean receiving,
    String unfit,
    String synchronousStandbyNames,
    List<String> streamingStandbys) {
  /** Returns the facts of a node that did not answer. */
  public static NodeFacts silent(String node, String problem) {
    return new NodeFacts(
        node, false, problem, false, "", 0, null, null, null, false, "", "", List.of());
  }

  /** Returns whether it answered and takes writes. */
  public boolean writable() {
    return answers && !inRecovery;
  }
}
