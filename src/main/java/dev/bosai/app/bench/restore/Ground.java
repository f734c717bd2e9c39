package dev.bosai.app.bench.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Sql;
import dev.bosai.app.host.Await;
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
  private static final int FILE_MB = 17;
  private static final String HERE = "select pg_current_wal_insert_lsn()";

  /** Makes it on a lab that has pgbench's tables. */
  static Ground make(BenchLab bench, int walMb) {
    JsonNode taken =
        bench
            .commands()
            .last("backup", "take", "--system", bench.systemFile(), "--json")
            .path("backup");
    Sql sql =
        new Sql(
            bench.program("psql"), "127.0.0.1", bench.pair().primary().port(), "shop", PATIENCE);
    String from = sql.value(HERE);
    long written = written(sql, from, walMb);
    String target = sql.value(HERE);
    // The bare tools archive nothing by themselves: the target's own file must be full.
    String file = sql.value("select pg_walfile_name('" + target + "')");
    written(sql, target, FILE_MB);
    Await.until(
        () -> sql.value("select last_archived_wal from pg_stat_archiver").compareTo(file) >= 0,
        PATIENCE);
    return new Ground(
        taken.path("id").asText(), target, taken.path("bytes").asLong() >> 20, written);
  }

  /** Writes at least so much after a position, and returns how much there is then. */
  private static long written(Sql sql, String from, int wantedMb) {
    String behind =
        "select (pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + from + "') / 1048576)::bigint";
    long mb = 0;
    for (int part = 0; mb < wantedMb; part++) {
      sql.value(
          "update pgbench_accounts set abalance = abalance + 1 where aid %% 20 = %d"
              .formatted(part % 20));
      mb = Long.parseLong(sql.value(behind));
    }
    return mb;
  }
}
