package dev.bosai.app.kill;

/**
 * What happens to whom, and when.
 *
 * @param point where in the life of the work
 * @param work activity type, or {@code Child} for the run that brings redundancy back
 * @param about text within the work's arguments; empty fits all
 * @param victim process id; 0 for the process that meets the point
 * @param what the signal {@code KILL}, {@code STOP} for one that may wake up, or {@code HOLD}: the
 *     work alone is held up, and its worker lives
 */
record KillOrder(KillPoint point, String work, String about, long victim, String what) {
  static final String HOLD = "HOLD";

  /** Whoever meets the point dies. */
  static KillOrder dies(KillPoint point, String work, String about) {
    return new KillOrder(point, work, about, 0, "KILL");
  }

  /** Whoever meets the point sleeps. */
  static KillOrder sleeps(KillPoint point, String work) {
    return new KillOrder(point, work, "", 0, "STOP");
  }

  /** The work is held up where it meets the point. */
  static KillOrder holds(KillPoint point, String work, String about) {
    return new KillOrder(point, work, about, 0, HOLD);
  }

  /** Returns the same for another process. */
  KillOrder of(long other) {
    return new KillOrder(point, work, about, other, what);
  }

  /** Returns whether it is for this moment. */
  boolean isFor(KillPoint reached, Piece piece) {
    return reached == point && piece.work().equals(work) && piece.arguments().contains(about);
  }
}
