package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
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
  private static final Pattern PREPARED = Pattern.compile("^\\S+ (\\d+): ");
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?) UTC");
  private static final Pattern SUBTRANSACTIONS = Pattern.compile("; subxacts:((?: \\d+)+)");
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
    switch (record.operation()) {
      case "COMMIT", "COMMIT_PREPARED" -> commit(record);
      case "ABORT", "ABORT_PREPARED" -> family(record).forEach(open::remove);
      default -> {
        // Preparing is no end, and assignments are repeated by the commit.
      }
    }
  }

  private void commit(WalRecord record) {
    Matcher time = TIME.matcher(record.description());
    if (!time.find()) {
      throw new IllegalStateException("commit without a time: " + record.description());
    }
    List<String> family = family(record);
    Set<Relation> written = new LinkedHashSet<>();
    for (String xid : family) {
      Set<Relation> part = open.remove(xid);
      written.addAll(part == null ? Set.of() : part);
    }
    LocalDateTime at = LocalDateTime.parse(time.group(1) + "T" + time.group(2));
    commits.add(new Commit(family.get(0), at.toInstant(ZoneOffset.UTC), record.lsn(), written));
  }

  /** The transaction and its subtransactions, whose records carry ids of their own. */
  private static List<String> family(WalRecord record) {
    Matcher prepared = PREPARED.matcher(record.description());
    List<String> family = new ArrayList<>();
    family.add(prepared.find() ? prepared.group(1) : record.xid());
    Matcher children = SUBTRANSACTIONS.matcher(record.description());
    if (children.find()) {
      family.addAll(List.of(children.group(1).strip().split(" ", -1)));
    }
    return family;
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
