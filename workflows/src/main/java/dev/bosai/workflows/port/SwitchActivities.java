package dev.bosai.workflows.port;

import dev.bosai.workflows.port.RestoreActivities.Opened;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * Lets what was restored take the place of a node's data directory, and back, on the node's own
 * host. The old directory is renamed, never changed. Every method is safe to run twice and
 * overlapping.
 */
@ActivityInterface
public interface SwitchActivities {
  /**
   * Asks for the exchange; there is no way to ask without a proof.
   *
   * @param opened what takes the place
   * @param proof that the node itself is down, made on its host, where the directories are
   * @param token of this effect
   */
  record SwitchNode(Opened opened, FenceProof.NodeDown proof, Token token) {}

  /**
   * What was restored has taken the node's place.
   *
   * @param promoted the node as the primary it is now
   * @param kept the old data directory, unchanged
   * @param run whose switch it is
   */
  record Switched(Promoted promoted, String kept, String run) {}

  /** Exchanges the directories, starts the node and waits until it has taken a write. */
  @ActivityMethod
  Switched switchNode(SwitchNode request);

  /**
   * Asks to go back.
   *
   * @param node the node that was switched
   * @param switched what is undone
   * @param proof that the node itself is down, made on its host, where the directories are
   * @param seen who wrote since, as it was shown to whoever decided
   * @param override whether what others wrote may be lost
   * @param token of this effect
   */
  record UndoSwitch(
      NodeRef node,
      Switched switched,
      FenceProof.NodeDown proof,
      WrittenSince seen,
      boolean override,
      Token token) {}

  /**
   * Puts the old directory in place again, starts the node and waits until it has taken a write.
   * What had taken its place is kept beside.
   *
   * @return the node as it is again, and where the undone directory is
   */
  @ActivityMethod
  Switched undoSwitch(UndoSwitch request);

  /**
   * Who wrote since a switch.
   *
   * @param commits by others than the probe
   * @param tables they wrote to
   * @param harmless relations that do not count, as WAL names them
   * @param missing why not all could be read; empty if all was
   */
  record WrittenSince(long commits, List<String> tables, List<String> harmless, String missing) {}

  /**
   * Asks who wrote since a switch.
   *
   * @param node the node that was switched
   * @param switched which switch
   */
  record AskWritten(NodeRef node, Switched switched) {}

  /** Reads from the node's own WAL what was written since the switch, beside the probe's rows. */
  @ActivityMethod
  WrittenSince writtenSince(AskWritten request);

  /**
   * Asks what a switch lost.
   *
   * @param node the node that was switched
   * @param switched which switch
   * @param known how many transactions after the target were known before
   */
  record LostBySwitch(NodeRef node, Switched switched, long known) {}

  /** Counts the commits of the old directory that are not in what was restored. */
  @ActivityMethod
  LossFound lostBySwitch(LostBySwitch request);

  /**
   * Asks to give the old directory up.
   *
   * @param node whose it was
   * @param run that kept it; nothing else is removed
   * @param token of this effect
   */
  record DiscardOld(NodeRef node, String run, Token token) {}

  /** Removes the old directory; returns whether it was there. */
  @ActivityMethod
  boolean discardOld(DiscardOld request);

  /**
   * Asks to hold or to free writes.
   *
   * @param node the primary
   * @param hold whether new writes are refused from now on
   * @param systemIdentifier it must have
   * @param token of this effect
   */
  record HoldWrites(NodeRef node, boolean hold, String systemIdentifier, Token token) {}

  /**
   * Makes sessions read-only by default and ends those that are open, or takes that back. A
   * courtesy of well-behaved clients, no fence.
   *
   * @return the primary's position afterwards
   */
  @ActivityMethod
  Lsn holdWrites(HoldWrites request);
}
