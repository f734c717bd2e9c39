package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.run.Failed;
import dev.bosai.workflows.run.Now;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Looks, and tells what is new. A look that fails is an alarm like any other. */
public final class WatchBackupsRun implements WatchBackups {
  @Override
  public Watched watch(BackupOrder order) {
    Watched before =
        Objects.requireNonNullElse(
            Workflow.getLastCompletionResult(Watched.class), Watched.NOTHING);
    List<String> alarms = alarms(order);
    Instant now = Now.instant();
    if (before.over(alarms)) {
      String text = "the backups of database \"" + order.database() + "\" are well again";
      return new Alarm(order).tell(key(order, now, alarms), text)
          ? Watched.NOTHING
          : new Watched(alarms, before.told());
    }
    if (!before.mustTell(alarms, now)) {
      return before.seen(alarms);
    }
    return new Alarm(order).tell(key(order, now, alarms), text(order, alarms))
        ? Watched.told(alarms, now)
        : before.seen(alarms);
  }

  private static List<String> alarms(BackupOrder order) {
    try {
      return new SiteWork(order, Patience.LOOK, "look at the backups of " + order.database())
          .done(BackupActivities::listBackups)
          .alarms();
    } catch (TemporalFailure failure) {
      Failed.rethrowIfCancelled(failure);
      return List.of("they cannot be looked at: " + Failed.sentence(failure));
    }
  }

  private static String text(BackupOrder order, List<String> alarms) {
    return "ALARM: backups of database \""
        + order.database()
        + "\": "
        + String.join("; ", alarms)
        + " (bosai backup list --system "
        + order.system().system()
        + ")";
  }

  /** The same within a part of the day, so that a receiver can drop what it knows. */
  private static String key(BackupOrder order, Instant now, List<String> alarms) {
    long part = now.getEpochSecond() / Watched.AGAIN.toSeconds();
    int what = alarms.stream().map(Watched::key).sorted().toList().hashCode();
    return "backup/"
        + order.system().system()
        + "/"
        + order.database()
        + "/watch/"
        + part
        + "/"
        + Integer.toHexString(what);
  }
}
