package dev.bosai.workflows.port;

import dev.bosai.runbooks.system.Database.Isolate;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Cuts a node off from another site than its own, with the programs of the system file. Every
 * method is safe to run twice and overlapping.
 */
@ActivityInterface
public interface IsolationActivities {
  /**
   * Asks to cut a node off.
   *
   * @param node the old primary
   * @param systemIdentifier of the cluster it belongs to
   * @param timeline of the standbys whose only possible primary it is; 0 if another node may be
   * @param method whose programs are run; the worker's own configuration must list it
   * @param token of this effect
   */
  record IsolateNode(
      NodeRef node, String systemIdentifier, int timeline, Isolate method, Token token) {}

  /** Cuts the node off unless it is so already, and proves it by what the read-back says. */
  @ActivityMethod
  FenceProof.Isolated isolate(IsolateNode request);

  /**
   * Asks whether a node is cut off.
   *
   * @param node the node
   * @param method whose read-back is run
   */
  record AskIsolation(NodeRef node, Isolate method) {}

  /**
   * What a read-back said.
   *
   * @param isolated whether it was the one word that counts
   * @param said what was found, as a sentence without a full stop
   */
  record IsolationRead(boolean isolated, String said) {}

  /** Reads back; changes nothing. */
  @ActivityMethod
  IsolationRead readIsolation(AskIsolation request);
}
