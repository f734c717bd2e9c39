package dev.bosai.activities.postgres.restore;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import org.jspecify.annotations.Nullable;

/**
 * How far a restore has come; written before each phase, so that another attempt knows what it
 * finds.
 *
 * @param run whose it is
 * @param phase that has begun
 * @param aim what was chosen
 * @param place where its server answers
 * @param copyMs time of the copy, in milliseconds
 * @param restored once it stood at its target
 * @param opened once it is a primary of its own
 */
record RestoreState(
    String run,
    Phase phase,
    Aim aim,
    Instance.Place place,
    long copyMs,
    @Nullable Restored restored,
    @Nullable Opened opened) {
  /** What is being done. */
  enum Phase {
    /** The backup is brought back; half of it is worth nothing. */
    COPYING,
    /** It is complete and not configured. */
    COPIED,
    /** Its server has been started, or is about to be. */
    REPLAYING,
    /** It has stood at its target, read-only. */
    PAUSED,
    /** Its recovery has been ended, or is about to be. */
    OPENING,
    /** It is a primary of its own, stopped cleanly. */
    OPENED
  }

  static RestoreState begin(String run, Aim aim, Instance.Place place) {
    return new RestoreState(run, Phase.COPYING, aim, place, 0, null, null);
  }

  /** Returns whether something else was aimed at: only that decides what is in the directory. */
  boolean differs(Aim other) {
    return !aim.backup().equals(other.backup())
        || aim.timeline() != other.timeline()
        || !aim.lsn().equals(other.lsn())
        || aim.inclusive() != other.inclusive();
  }

  RestoreState in(Phase next) {
    return new RestoreState(run, next, aim, place, copyMs, restored, opened);
  }

  RestoreState at(Instance.Place next) {
    return new RestoreState(run, phase, aim, next, copyMs, restored, opened);
  }

  RestoreState copied(long ms) {
    return new RestoreState(run, Phase.COPIED, aim, place, ms, restored, opened);
  }

  RestoreState paused(Restored now) {
    return new RestoreState(run, Phase.PAUSED, aim, place, copyMs, now, opened);
  }

  RestoreState opened(Opened now) {
    return new RestoreState(run, Phase.OPENED, aim, place, copyMs, restored, now);
  }
}
