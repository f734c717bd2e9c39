package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * A planned move of a healthy primary, on the hosts of its nodes. Every method is safe to run twice
 * and overlapping.
 */
@ActivityInterface
public interface MoveActivities {
  /**
   * Asks to make a primary's stop short.
   *
   * @param node the primary
   * @param standby under which name the node streams that is to take over; empty for any
   * @param systemIdentifier it must have
   */
  record PrepareMove(NodeRef node, String standby, String systemIdentifier) {}

  /**
   * A primary can be stopped without keeping clients waiting.
   *
   * @param written the primary's position
   * @param behind bytes that the standby had still to replay
   */
  record Prepared(Lsn written, long behind) {}

  /**
   * Writes a checkpoint, and refuses a move that would wait: for a standby that is far behind or
   * does not stream, or for an archive that does not keep up. Clients go on writing meanwhile.
   */
  @ActivityMethod
  Prepared prepareMove(PrepareMove request);

  /**
   * Asks a standby for a position.
   *
   * @param standby the node that is to take over
   * @param position all of the primary's log up to here
   */
  record AwaitReplayed(NodeRef standby, Lsn position) {}

  /**
   * Waits until the standby has replayed its primary's log up to a position.
   *
   * @return how far it has
   */
  @ActivityMethod
  Lsn awaitReplayed(AwaitReplayed request);

  /**
   * Asks to stop a primary in order.
   *
   * @param node the primary, whose writes are held
   * @param standby under which name the node streams that is to take over; empty for any. The
   *     primary is not stopped while it does not stream.
   * @param systemIdentifier it must have, else nothing is touched
   * @param token of this effect
   */
  record DemoteNode(NodeRef node, String standby, String systemIdentifier, Token token) {}

  /**
   * Stops the primary in order, blocks its start and proves both.
   *
   * @return the proof, with the position of the checkpoint that ended its log
   */
  @ActivityMethod
  FenceProof.NodeDown demote(DemoteNode request);

  /**
   * Asks for a primary that serves as before.
   *
   * @param node the primary
   * @param systemIdentifier it must have, else nothing is touched
   * @param token of this effect
   */
  record ServeAgain(NodeRef node, String systemIdentifier, Token token) {}

  /**
   * Frees held writes, and starts the primary if a demotion of the same run has stopped and not yet
   * fenced it. A fenced node is refused: it stays so.
   *
   * @return its position
   */
  @ActivityMethod
  Lsn serveAgain(ServeAgain request);
}
