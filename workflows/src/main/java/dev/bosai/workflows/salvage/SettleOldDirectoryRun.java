package dev.bosai.workflows.salvage;

import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.SalvageActivities.SettleOld;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import java.util.Locale;

/** Settles it on the node's host. */
public final class SettleOldDirectoryRun implements SettleOldDirectory {
  @Override
  public Settled settle(Decision decision) {
    OldTimeline old = decision.old();
    BackupOrder order = old.order();
    String word = decision.fate().name().toLowerCase(Locale.ROOT);
    return NodeWork.done(
        old,
        "old directory of " + old.preserved().node() + ": " + word,
        (host, node) ->
            host.settleOld(
                new SettleOld(
                    node,
                    old.preserved(),
                    decision.fate(),
                    decision.unreviewed(),
                    order.who(),
                    order.reason())));
  }
}
