package dev.bosai.workflows.salvage;

import dev.bosai.workflows.port.SalvageActivities;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;

/** Salvages on the node's host; whoever asks again gets what was found. */
public final class SalvageOldTimelineRun implements SalvageOldTimeline {
  @Override
  public Salvaged salvage(OldTimeline old) {
    return NodeWork.done(
        old,
        "salvage the rows of " + old.preserved().node(),
        (host, node) -> host.salvage(new SalvageActivities.SalvageRows(node, old.preserved())));
  }
}
