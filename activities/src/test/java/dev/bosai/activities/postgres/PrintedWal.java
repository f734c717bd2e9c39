package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL's own program prints of archived WAL: every record, the slow way. */
record PrintedWal(List<WalRecord> records) {
  static final PrintedWal NONE = new PrintedWal(List.of());

  /** Adds what a timeline has between two positions. */
  PrintedWal with(PostgresServer server, Path archive, int timeline, Lsn from, Lsn to)
      throws IOException, InterruptedException {
    List<WalRecord> all = new ArrayList<>(records);
    new Shell(Path.of("/usr/bin"))
        .run(
            "env",
            "TZ=UTC",
            server.shell().bin().resolve("pg_waldump").toString(),
            "--path=" + archive,
            "--timeline=" + timeline,
            "--start=" + from,
            "--end=" + to)
        .lines()
        .forEach(line -> WalRecord.parse(line).ifPresent(all::add));
    return new PrintedWal(List.copyOf(all));
  }

  /** Returns the ends of transactions. */
  List<TransactionEnd> ends() {
    return records.stream().map(TransactionEnd::parse).flatMap(Optional::stream).toList();
  }

  /** Returns how many transactions committed past a position. */
  long commitsAfter(Lsn lsn) {
    return ends().stream().filter(end -> end.committed() && end.lsn().compareTo(lsn) > 0).count();
  }

  /** Returns how many committed before a position. */
  long commitsFrom(Lsn lsn) {
    return ends().stream().filter(end -> end.committed() && end.lsn().compareTo(lsn) >= 0).count();
  }

  /** Returns where a transaction begins. */
  Lsn first(TransactionEnd end) {
    return records.stream()
        .filter(record -> end.xids().contains(record.xid()))
        .map(WalRecord::lsn)
        .findFirst()
        .orElse(end.lsn());
  }
}
