package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeFacts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is what in a database, as far as it can be known before anything is touched.
 *
 * @param oldPrimary node that must be fenced
 * @param candidate node that is to become the primary, or already did
 * @param candidateFacts what the candidate said of itself
 * @param alreadyPromoted whether an earlier, unfinished recovery promoted the candidate
 * @param followers other standbys that answered
 * @param timeline the old primary's
 * @param epoch of this run
 * @param lossBound upper limit of the loss known now; null if it cannot be known
 * @param lossText the same for people, with its source
 * @param oldPrimarySilent whether neither the old primary's server nor its host's worker answered
 * @param promotedOn the proof that the candidate was promoted on already; null if it was not, or
 *     nobody remembers
 */
record Assessment(
    String oldPrimary,
    String candidate,
    NodeFacts candidateFacts,
    boolean alreadyPromoted,
    List<String> followers,
    int timeline,
    long epoch,
    @Nullable Duration lossBound,
    String lossText,
    boolean oldPrimarySilent,
    @Nullable FenceProof promotedOn) {
  /**
   * Returns the timeline that nobody but the old primary can be the primary of; 0 if a node that
   * said nothing may be it. It stands for what is on the old primary's disk where nobody can look.
   *
   * @param nodes how many the database has
   */
  int timelineOfOnly(int nodes) {
    int known = followers.size() + List.of(candidate, oldPrimary).size();
    return known == nodes ? timeline : 0;
  }
}
