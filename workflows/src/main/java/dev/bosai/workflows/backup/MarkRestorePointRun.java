package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.DatabaseActivities.MarkPoint;
import dev.bosai.workflows.port.DatabaseActivities.Marked;

/** Asks over the wire, which any worker of the system can do. */
public final class MarkRestorePointRun implements MarkRestorePoint {
  @Override
  public Marked mark(Mark mark) {
    return BackupPorts.wire("mark \"" + mark.name() + "\"")
        .mark(new MarkPoint(mark.order().ref(), mark.name()));
  }
}
