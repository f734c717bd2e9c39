package dev.bosai.activities.postgres.aim;

/** Transaction ids, which begin again after four billion. */
final class Xids {
  private Xids() {}

  /** Returns whether one was given out before another, as PostgreSQL compares them. */
  static boolean precedes(long one, long other) {
    return (int) (one - other) < 0;
  }
}
