package dev.bosai.workflows.port;

import org.jspecify.annotations.Nullable;

/**
 * What the worker on a node's host sees of it.
 *
 * @param node its name
 * @param running whether any process of the cluster lives
 * @param fenced whether its start is blocked by a fence
 * @param token the newest that touched its data directory
 * @param systemIdentifier read from its control file; empty if it cannot be read
 * @param timeline read from its control file; 0 if it cannot be read
 * @param beyond commits on its disk past the asked position; null if it was not asked or not all of
 *     them can be read
 * @param takesWrites whether its server answered on its own host, within a second, as the primary
 *     of the cluster its control file names; false also when it could not be asked, when commits
 *     past a position were asked for, since that look must not wait for a server that hangs, and in
 *     facts of older versions
 * @param remembered what the journal beside the directory knows of the latest recovery; null if
 *     commits past a position were asked for, and in facts of older versions
 */
public record HostFacts(
    String node,
    boolean running,
    boolean fenced,
    Token token,
    String systemIdentifier,
    int timeline,
    @Nullable LossFound beyond,
    boolean takesWrites,
    @Nullable Remembered remembered) {
  /** Makes those of a host that remembers no recovery. */
  public HostFacts(
      String node,
      boolean running,
      boolean fenced,
      Token token,
      String systemIdentifier,
      int timeline,
      @Nullable LossFound beyond,
      boolean takesWrites) {
    this(node, running, fenced, token, systemIdentifier, timeline, beyond, takesWrites, null);
  }
}
