package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gathers commits and what they wrote from WAL records, in order. */
final class CommitCollector {
  private static final Pattern CREATED = Pattern.compile("(\\d+)/(\\d+)(?:_\\w+)?$");
  private final Map<String, Set<Relation>> open = new HashMap<>();
  private final List<Commit> commits = new ArrayList<>();
  private final Set<String> created = new HashSet<>();
  private @Nullable Lsn last;

  void add(WalRecord record) {
    last = record.lsn();
    switch (record.manager()) {
      case "Transaction" -> transaction(record);
      case "Heap", "Heap2" -> write(record);
      case "Storage" -> created(record);
      default -> {
        // Indexes, visibility and the like follow from what was written to tables.
      }
    }
  }

  List<Commit> commits() {
    return commits;
  }

  /** Returns the beginning of the newest record; null if there was none. */
  @Nullable Lsn last() {
    return last;
  }

  /**
   * Returns whether a relation's file was made by these very records: then the new timeline may
   * have given its number to another table.
   */
  boolean isNew(Relation relation) {
    return created.contains(relation.database() + "/" + relation.file());
  }

  private void transaction(WalRecord record) {
    TransactionEnd.parse(record)
        .ifPresent(
            end -> {
              if (end.committed()) {
                commit(end);
              } else {
                end.xids().forEach(open::remove);
              }
            });
  }

  private void commit(TransactionEnd end) {
    Set<Relation> written = new LinkedHashSet<>();
    for (String xid : end.xids()) {
      Set<Relation> part = open.remove(xid);
      written.addAll(part == null ? Set.of() : part);
    }
    commits.add(new Commit(end.xid(), end.at(), end.lsn(), written));
  }

  private void write(WalRecord record) {
    Relation relation = Relation.in(record.description());
    boolean locksOnly = record.operation().contains("LOCK");
    if (relation != null && !locksOnly && !record.xid().equals("0")) {
      open.computeIfAbsent(record.xid(), xid -> new LinkedHashSet<>()).add(relation);
    }
  }

  private void created(WalRecord record) {
    Matcher file = CREATED.matcher(record.description().strip());
    if (record.operation().equals("CREATE") && file.find()) {
      created.add(file.group(1) + "/" + file.group(2));
    }
  }
}
