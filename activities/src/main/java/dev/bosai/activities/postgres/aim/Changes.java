package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Change.Mark;
import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers what each transaction does, and hands it over when it commits. */
final class Changes implements Story.Listener {
  /** The managers whose records it needs. */
  static final List<String> MANAGERS =
      List.of(
          Story.TRANSACTION,
          "Standby",
          "Heap",
          "Heap2",
          "Storage",
          "Database",
          "Sequence",
          "LogicalMessage");

  /** PostgreSQL 16 turned the words around. */
  private static final Pattern TUPLES = Pattern.compile("(?:ntuples: (\\d+)|(\\d+) tuples)");

  private final Map<String, Change> open = new HashMap<>();
  private final BiConsumer<TransactionEnd, Change> committed;

  Changes(BiConsumer<TransactionEnd, Change> committed) {
    this.committed = committed;
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    if (end != null) {
      ended(end, record);
    } else if (!record.xid().equals("0")) {
      note(record, open.computeIfAbsent(record.xid(), xid -> Change.begun(record.lsn())));
    }
  }

  private void ended(TransactionEnd end, WalRecord record) {
    List<Change> parts = end.xids().stream().map(open::remove).filter(Objects::nonNull).toList();
    if (end.committed()) {
      committed.accept(end, parts.isEmpty() ? Change.begun(record.lsn()) : Change.of(parts));
    }
  }

  private static void note(WalRecord record, Change change) {
    switch (record.manager()) {
      case "Heap" -> heap(record, change);
      case "Heap2" -> multi(record, change);
      case "Storage" -> storage(record, change);
      case "Standby" -> locked(record, change);
      case "Database" -> database(record, change);
      default -> {
        // Indexes and the like follow from what was written to tables.
      }
    }
  }

  private static void heap(WalRecord record, Change change) {
    if (record.operation().equals("TRUNCATE")) {
      change.marks().add(Mark.EMPTIED);
      return;
    }
    Relation file = Relation.in(record.description());
    if (file == null) {
      return;
    }
    Rows rows = change.rows(file);
    switch (record.operation()) {
      case "INSERT" -> change.rows().put(file, rows.withInserted(1));
      case "UPDATE", "HOT_UPDATE" -> change.rows().put(file, rows.withUpdated());
      case "DELETE" -> change.rows().put(file, rows.withDeleted());
      default -> {
        // Locks of rows and updates in place leave the rows as they are.
      }
    }
  }

  private static void multi(WalRecord record, Change change) {
    Relation file = Relation.in(record.description());
    Matcher tuples = TUPLES.matcher(record.description());
    if (file != null && record.operation().equals("MULTI_INSERT") && tuples.find()) {
      String count = tuples.group(1) == null ? tuples.group(2) : tuples.group(1);
      change.rows().put(file, change.rows(file).withInserted(Long.parseLong(count)));
    }
  }

  private static void storage(WalRecord record, Change change) {
    if (record.operation().equals("CREATE")) {
      Relation.ofFile(record.description().substring("CREATE".length()))
          .forEach(change.created()::add);
    }
  }

  private static void locked(WalRecord record, Change change) {
    if (record.operation().equals("LOCK")) {
      change.locked().addAll(Change.Locked.in(record.description()));
    }
  }

  private static void database(WalRecord record, Change change) {
    change
        .marks()
        .add(
            record.operation().startsWith("CREATE")
                ? Mark.DATABASE_CREATED
                : Mark.DATABASE_DROPPED);
  }
}
