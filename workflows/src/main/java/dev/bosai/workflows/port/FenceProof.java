package dev.bosai.workflows.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.bosai.runbooks.system.Database.Isolate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows that the old primary cannot write. A promotion cannot be asked for without one. Work on the
 * fenced node's own host asks for a {@link NodeDown}: a node that is only cut off may still run.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "proof")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FenceProof.NodeDown.class, name = "NodeDown"),
  @JsonSubTypes.Type(value = FenceProof.Isolated.class, name = "Isolated"),
  @JsonSubTypes.Type(value = FenceProof.RouteCut.class, name = "RouteCut"),
  @JsonSubTypes.Type(value = FenceProof.Attested.class, name = "Attested")
})
public sealed interface FenceProof {
  /** Returns the fenced node. */
  String node();

  /** Returns the fenced cluster's system identifier. */
  String systemIdentifier();

  /** Returns when the proof was complete. */
  Instant at();

  /**
   * Returns the newest timeline the fenced node has been on; 0 if the proof does not tell. A node
   * that was the primary before the last promotion is on an earlier one than its successor.
   */
  int timeline();

  /**
   * Made on the node's own host: every process of the cluster killed, its shared memory segment
   * without a user, its port refusing, and its start blocked even under a supervisor. A dead
   * postmaster alone proves nothing: an orphan backend goes on acknowledging writes.
   *
   * @param node the fenced node
   * @param systemIdentifier of the fenced cluster
   * @param at when the proof was complete
   * @param token under which it was made
   * @param killed how many processes had to be killed by the attempt that completed the proof
   * @param shown what was looked at, one sentence each
   * @param timeline newest one of its write-ahead log; 0 in proofs of older versions
   * @param checkpoint where the checkpoint begins that ended its log, if it was stopped in order
   *     for a planned move; null if it was killed. A promotion over it needs all of that log.
   */
  record NodeDown(
      String node,
      String systemIdentifier,
      Instant at,
      Token token,
      int killed,
      List<String> shown,
      int timeline,
      @Nullable Lsn checkpoint)
      implements FenceProof {}

  /**
   * Made from another site: the node's power or network is cut off, and a program that did not cut
   * it off read that back. What cut it off proves nothing, whatever it said.
   *
   * @param node the node that is cut off
   * @param systemIdentifier of the cluster it belongs to; nobody could read it on its host
   * @param at when it was read back
   * @param token under which it was made
   * @param method whose read-back spoke; asked again when the proof is used
   * @param shown what was run and what it said, one sentence each
   * @param timeline of the standbys whose only possible primary it is; 0 if another node may be
   */
  record Isolated(
      String node,
      String systemIdentifier,
      Instant at,
      Token token,
      Isolate method,
      List<String> shown,
      int timeline)
      implements FenceProof {}

  /**
   * Made where clients are led: a router outside the sites leads nobody to the node any more and
   * has no connection to it left; and while the node could be reached, the probe saw nobody come in
   * past that router. The node itself may live, with nobody to write to it.
   *
   * @param node to which nobody is led
   * @param systemIdentifier of the cluster it belongs to; nobody could read it on its host
   * @param at when the router was read back
   * @param token under which it was cut; the router's newest as long as the proof holds
   * @param shown what was looked at, one sentence each
   * @param timeline of the standbys whose only possible primary it is; 0 if another node may be
   */
  record RouteCut(
      String node,
      String systemIdentifier,
      Instant at,
      Token token,
      List<String> shown,
      int timeline)
      implements FenceProof {}

  /**
   * No proof at all, but the word of two people for it: signed, verified where it is used, and
   * called attested for ever after. The node may go on writing, and whoever does it is salvaged
   * later, not saved.
   *
   * @param node the node that two people say cannot write
   * @param systemIdentifier of the cluster it belongs to; nobody could read it on its host
   * @param at when the second signature was accepted
   * @param token under which it is used
   * @param attestations of two people
   * @param shown what was tried before in vain, one sentence each
   * @param timeline of the standbys whose only possible primary it is; 0 if another node may be
   */
  record Attested(
      String node,
      String systemIdentifier,
      Instant at,
      Token token,
      List<Attestation> attestations,
      List<String> shown,
      int timeline)
      implements FenceProof {
    /** Says what people attest; it is part of what they sign. */
    public static String sentence(String node, String systemIdentifier) {
      return "node \"" + node + "\" of cluster " + systemIdentifier + " cannot write";
    }
  }
}
