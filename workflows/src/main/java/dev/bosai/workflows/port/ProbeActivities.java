package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the probe saw from the client's side; answered by the probe's own process. */
@ActivityInterface
public interface ProbeActivities {
  /**
   * What the probe sees now.
   *
   * @param lastAcknowledged newest acknowledged write; null if there never was one
   * @param failing whether writes fail now: the newest attempt is younger than three intervals and
   *     not acknowledged
   * @param ratePerSecond acknowledged writes of all clients at the last known time, estimated from
   *     the server's commit counter; 0 if unknown
   * @param past who came in past the route; null where the route promises nothing, or nobody looked
   */
  record ProbeStatus(
      @Nullable Instant lastAcknowledged,
      boolean failing,
      double ratePerSecond,
      @Nullable PastTheRoute past) {
    /** Makes one without a look at who comes in past the route. */
    public ProbeStatus(@Nullable Instant lastAcknowledged, boolean failing, double ratePerSecond) {
      this(lastAcknowledged, failing, ratePerSecond, null);
    }
  }

  /**
   * Who had a session on the primary without coming through the route.
   *
   * @param lookedAt when the probe looked last
   * @param seen each of the last day, with when it was seen last
   */
  record PastTheRoute(Instant lookedAt, List<String> seen) {}

  /** Says when a write was acknowledged last and whether writes fail now. */
  @ActivityMethod
  ProbeStatus probeStatus(DatabaseRef database);

  /**
   * Asks for the end of an old timeline.
   *
   * @param database which
   * @param timeline writes on it and on older ones count
   */
  record LastOn(DatabaseRef database, int timeline) {}

  /**
   * The newest write on a timeline or an older one.
   *
   * @param at when it was acknowledged; null if there never was one
   */
  record LastWrite(@Nullable Instant at) {}

  /** Says when clients were served last before a promotion that has taken effect. */
  @ActivityMethod
  LastWrite lastOn(LastOn request);

  /**
   * Asks for outage and loss.
   *
   * @param database which
   * @param run names the file of lost ids
   * @param incidentBegan the outage is looked for after this
   * @param timeline only an acknowledgement on this timeline ends the outage
   */
  record MeasureProbe(DatabaseRef database, String run, Instant incidentBegan, int timeline) {}

  /**
   * Outage and loss from the client's side.
   *
   * @param outageMs longest silence after the incident began, ended only by an acknowledgement on
   *     the new timeline, in milliseconds
   * @param lastWriteBefore last acknowledged write before it
   * @param firstWriteAfter first acknowledged write on the new timeline
   * @param gap span in which the probe itself made no attempt, in milliseconds; not counted as
   *     outage
   * @param lost acknowledged probe rows that are missing
   */
  record ProbeMeasured(
      long outageMs, Instant lastWriteBefore, Instant firstWriteAfter, long gap, LossFound lost) {}

  /**
   * Finds the outage in the ledger and the acknowledged rows that are missing on the new primary.
   */
  @ActivityMethod
  ProbeMeasured measureProbe(MeasureProbe request);
}
