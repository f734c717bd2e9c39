package dev.bosai.app.bench.restore;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Sql;
import java.time.Duration;

/**
 * What every round begins with: a backup, WAL after it, and a position to go back to that has a
 * commit behind it.
 *
 * @param backup id of the backup
 * @param target position, as PostgreSQL writes it
 * @param backupMb size of the backup
 * @param walMb size of the WAL from the backup to the target
 */
record Ground(String backup, String target, long backupMb, long walMb) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String HERE = "select pg_current_wal_insert_lsn()";

  /** Makes it on a lab that has pgbench's tables. */
  static Ground make(BenchLab bench, int walMb) {
    var taken =
        bench.commands().last("backup", "take", "--system", bench.systemFile(), "--json");
    Sql sql =
        new Sql(
            bench.program("psql"), "127.0.0.1", bench.pair().primary().port(), "shop", PATIENCE);
    String from = sql.value(HERE);
    String behind =
        "select (pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + from + "') / 1048576)::bigint";
    for (int part = 0; Long.parseLong(sql.value(behind)) < walMb; part++) {
      sql.value(
          "update pgbench_accounts set abalance = abalance + 1 where aid %% 20 = %d"
              .formatted(part % 20));
    }
    long written = Long.parseLong(sql.value(behind));
    String target = sql.value(HERE);
    sql.value("update pgbench_branches set bbalance = 1 where bid = 1");
    return new Ground(
        taken.path("id").asText(), target, taken.path("bytes").asLong() >> 20, written);
  }
}
