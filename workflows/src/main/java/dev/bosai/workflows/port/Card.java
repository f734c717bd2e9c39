package dev.bosai.workflows.port;

import dev.bosai.runbooks.system.SystemFile;
import java.time.Instant;
import java.util.Map;

/**
 * All that people need on one host to recover a database while Temporal is gone: what is protected,
 * who may order what, and the last known state. It holds no secret, only references to them.
 *
 * @param system file of the worker that wrote it
 * @param node on whose host it lies; it is good there alone
 * @param madeAt when it was written
 * @param hostKeys by node, with which its host signs cards and proofs: Ed25519, X.509, Base64
 * @param known state at that time
 */
public record Card(
    SystemFile system, NodeRef node, Instant madeAt, Map<String, String> hostKeys, Known known) {

  /**
   * What was known when the card was written.
   *
   * @param primary node that took writes
   * @param systemIdentifier of its cluster
   * @param timeline it was on
   * @param epoch the highest that had touched any target
   * @param behind how far the best standby was behind it, in words
   */
  public record Known(
      String primary, String systemIdentifier, int timeline, long epoch, String behind) {}
}
