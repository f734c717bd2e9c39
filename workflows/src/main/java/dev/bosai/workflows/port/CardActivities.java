package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Map;

/** Keeps cards on the hosts, for the day on which Temporal is gone. */
@ActivityInterface
public interface CardActivities {
  /**
   * A host's public key.
   *
   * @param key Ed25519, X.509, Base64
   */
  record Key(String key) {}

  /** Returns the key with which a node's host signs, made at the first time. */
  @ActivityMethod
  Key hostKey(NodeRef node);

  /**
   * Asks to write a card.
   *
   * @param node on whose host
   * @param hostKeys of all hosts that answered, by node
   * @param known state
   */
  record KeepCard(NodeRef node, Map<String, String> hostKeys, Card.Known known) {}

  /**
   * A card was written.
   *
   * @param file on the host
   * @param sha256 of the file
   */
  record CardKept(String file, String sha256) {}

  /** Writes it in place of the older one, with the host's own system file, and signs it. */
  @ActivityMethod
  CardKept keepCard(KeepCard request);
}
