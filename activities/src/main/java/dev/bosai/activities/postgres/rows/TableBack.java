package dev.bosai.activities.postgres.rows;

import org.jspecify.annotations.Nullable;

/**
 * A table whose rows come back.
 *
 * @param restored as it is where the rows are
 * @param live as it is where they come to; null if it is not there
 * @param filter a condition on rows; empty means all
 */
record TableBack(Table restored, @Nullable Table live, String filter) {

  /** Returns whether the table itself comes back. */
  boolean created() {
    return live == null;
  }

  /** Returns both sides; a table that comes back is like the restored one. */
  Pair pair() {
    return new Pair(restored, live == null ? restored : live);
  }

  String full() {
    return restored.full();
  }

  /** Returns the condition for reading either side. */
  String where() {
    return filter.isEmpty() ? "true" : filter;
  }
}
