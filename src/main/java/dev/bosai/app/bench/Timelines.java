package dev.bosai.app.bench;

/** Asks servers for their timeline. */
public final class Timelines {
  private static final String QUESTION =
      "select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int";

  private Timelines() {}

  /** Returns the timeline a primary writes on. */
  public static int of(Sql primary) {
    return Integer.parseInt(primary.value(QUESTION));
  }
}
