package dev.bosai.activities.postgres.start;

import dev.bosai.activities.postgres.marker.Entry;
import java.util.List;

/**
 * What is known of a node on its own host.
 *
 * @param seen there
 * @param start whether its server might be started now
 */
public record NodeStatus(Seen seen, StartAnswer start) {
  /**
   * What was seen on the host.
   *
   * @param directory its data directory
   * @param state of the cluster, in the words of its control file; empty if there is none
   * @param running whether any process of the server lives
   * @param journal what was done to the directory, the oldest first
   */
  public record Seen(Directory directory, String state, boolean running, List<Entry> journal) {
    /** Makes it. */
    public Seen {
      journal = List.copyOf(journal);
    }
  }
}
