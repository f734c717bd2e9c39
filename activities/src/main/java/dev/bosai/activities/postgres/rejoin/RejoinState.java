package dev.bosai.activities.postgres.rejoin;

/**
 * How far a rejoin has come; written before each phase, so that another attempt knows what it
 * finds.
 *
 * @param run whose kept writes allow it
 * @param how {@code rewind}, {@code copy} or {@code in place}
 * @param phase that has begun
 * @param conninfo how the node will reach the primary, without a password
 */
record RejoinState(String run, String how, Phase phase, String conninfo) {
  /** What is being done. */
  enum Phase {
    /** The directory stays as it is, and is given a standby's settings. */
    SETTLING,
    /** The directory is moved aside and rewound; nobody knows its state if this was cut off. */
    REWINDING,
    /** A copy is made beside the directory. */
    COPYING,
    /** What will take the directory's place is complete. */
    READY,
    /** It took the directory's place. */
    PLACED,
    /** It streams. */
    DONE
  }

  RejoinState in(Phase next) {
    return new RejoinState(run, how, next, conninfo);
  }

  RejoinState by(String otherHow, Phase next) {
    return new RejoinState(run, otherHow, next, conninfo);
  }
}
