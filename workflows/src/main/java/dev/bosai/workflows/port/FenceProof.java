package dev.bosai.workflows.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** Shows that the old primary cannot write. A promotion cannot be asked for without one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "proof")
@JsonSubTypes({@JsonSubTypes.Type(value = FenceProof.NodeDown.class, name = "NodeDown")})
public sealed interface FenceProof {
  /** Returns the fenced node. */
  String node();

  /** Returns the fenced cluster's system identifier. */
  String systemIdentifier();

  /** Returns when the proof was complete. */
  Instant at();

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
   */
  record NodeDown(
      String node, String systemIdentifier, Instant at, Token token, int killed, List<String> shown)
      implements FenceProof {}
}
