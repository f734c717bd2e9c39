package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Copies the new primary beside the old directory. */
final class BaseCopy {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** Once everything is copied it is flushed to the disk, of which nothing is shown. */
  private static final Duration STALLED = Duration.ofMinutes(15);

  private final Host host;
  private final Primary primary;
  private final Try current;

  BaseCopy(Host host, Primary primary, Try current) {
    this.host = host;
    this.primary = primary;
    this.current = current;
  }

  /** Refuses what a copy cannot do: no space, or tablespaces whose paths the old directory uses. */
  void require() throws IOException, SQLException {
    try (Connection connection = primary.open(SILENCE)) {
      long needed =
          Long.parseLong(
              Sql.text(
                  connection,
                  "select ((select sum(pg_database_size(oid)) from pg_database)"
                      + " + (select coalesce(sum(size), 0) from pg_ls_waldir()))::bigint"));
      long free = Files.getFileStore(host.data().marker()).getUsableSpace();
      if (free < needed + needed / 10) {
        throw refused(
            "a copy of the primary needs %d MB beside \"%s\"; %d MB are free"
                .formatted(needed >> 20, host.data().path(), free >> 20),
            "make room, for example by giving up with \"bosai discard\" what older runs kept");
      }
      String own = "select count(*) from pg_tablespace where oid not in (1663, 1664)";
      if (!Sql.text(connection, own).equals("0")) {
        throw refused(
            "the primary has tablespaces of its own; a copy would write over the old node's",
            "copy the node by hand with \"pg_basebackup --tablespace-mapping\"");
      }
    }
  }

  /** Copies; whatever an earlier attempt left is wiped, since it cannot be continued. */
  void run(Conninfo conninfo) throws IOException, InterruptedException {
    Path work = host.data().rejoining();
    Leftovers.end(work);
    Durable.removeTree(work);
    Process process =
        host.programs()
            .builder(
                "pg_basebackup",
                List.of(
                    "--pgdata=" + work,
                    "--dbname=" + conninfo.with("dbname", "").forTool(),
                    "--wal-method=stream",
                    "--checkpoint=fast",
                    "--progress",
                    "--no-password"))
            .redirectErrorStream(true)
            .start();
    AtomicReference<String> last = new AtomicReference<>("");
    int code =
        new ProgramLines(process, "pg_basebackup")
            .each(STALLED, line -> followed(line.strip(), last));
    if (code != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "copying the primary failed: " + last.get(),
          "see that its pg_hba.conf lets this host replicate; it is tried again");
    }
  }

  private void followed(String line, AtomicReference<String> last) {
    if (!line.isEmpty()) {
      last.set(line);
      current.progress(line);
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
