package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wal.LostWrites;
import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * Conditions on a row called {@code t} that tell on which side of the fork it was written. A row
 * keeps the id of its transaction when it is frozen or its table is rewritten by VACUUM. Ids go
 * round after four billion transactions: a row that was frozen a whole round ago can be taken for
 * one of the new timeline, and then its change is shown as a conflict.
 *
 * @param lost what the old timeline's WAL says
 */
record Fork(LostWrites lost) {
  private static final long ROUND = 1L << 32;

  /** Returns what holds, on the old timeline, of rows that lost commits wrote. */
  String lostWrote() {
    return lost.xids().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "t.xmin = any ('{", "}'::xid[])"));
  }

  /** Returns what holds, on the new timeline, of rows that were written before the fork. */
  String before(Connection live) throws SQLException {
    long next =
        Long.parseLong(Sql.text(live, "select pg_snapshot_xmax(pg_current_snapshot())")) % ROUND;
    long given = Math.floorMod(next - lost.firstNew(), ROUND);
    return "(t.xmin::text::bigint - %d + %d) %% %d >= %d"
        .formatted(lost.firstNew(), ROUND, ROUND, given);
  }
}
