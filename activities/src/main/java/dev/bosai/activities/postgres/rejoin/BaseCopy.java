package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Copies the new primary beside the old directory. */
final class BaseCopy {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(10);
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
            "make room, for example by discarding what older runs kept");
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
                    "--dbname=" + conninfo.with("dbname", ""),
                    "--wal-method=stream",
                    "--checkpoint=fast",
                    "--progress",
                    "--no-password"))
            .redirectErrorStream(true)
            .start();
    try {
      String last = followed(process);
      if (Programs.awaited(process, END, "pg_basebackup") != 0) {
        throw Failures.of(
            FailureType.UNEXPECTED,
            "copying the primary failed: " + last,
            "see that its pg_hba.conf lets this host replicate; it is tried again");
      }
    } finally {
      // The run may have been told to stop while the copy went on.
      process.destroyForcibly();
    }
  }

  private String followed(Process process) throws IOException {
    String last = "";
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.isBlank() ? last : line.strip();
        current.progress(last);
      }
    }
    return last;
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
