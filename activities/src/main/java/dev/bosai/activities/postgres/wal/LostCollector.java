package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what commits past the fork did to rows. Records from before the fork are read too: a
 * transaction may have begun there, and they tell which ids had been given away.
 */
final class LostCollector {
  private static final Pattern NEXT_XID = Pattern.compile("; xid \\d+:(\\d+)");
  private static final Pattern RUNNING = Pattern.compile("nextXid (\\d+)");
  private static final Pattern CREATED = Pattern.compile("base/\\S+|pg_tblspc/\\S+");

  private final Lsn fork;
  private final Map<String, List<Step>> open = new HashMap<>();
  private final Map<Relation, LostRows> rows = new HashMap<>();
  private final Set<Relation> touched = new HashSet<>();
  private final Set<Relation> created = new HashSet<>();
  private final Set<Relation> dropped = new HashSet<>();
  private final Set<Long> xids = new TreeSet<>();
  private @Nullable Long begin;
  private @Nullable Long next;
  private @Nullable Long running;
  private boolean passed;
  private boolean crowded;
  private long commits;
  private long places;

  /** A change, in the order of the log: parts of a transaction have ids of their own. */
  private record Step(Lsn at, HeapChange change) {}

  LostCollector(Lsn fork) {
    this.fork = fork;
  }

  /** Returns whether anything at the fork or past it was read. */
  boolean passed() {
    return passed;
  }

  void add(WalRecord record) {
    boolean past = record.lsn().compareTo(fork) >= 0;
    passed |= past;
    noteXids(record, past);
    switch (record.manager()) {
      case "Transaction" -> TransactionEnd.parse(record).ifPresent(end -> ended(end, past));
      case "Heap", "Heap2" -> change(record);
      case "Storage" -> created(record);
      default -> {
        // Indexes, visibility and the like follow from what was written to tables.
      }
    }
  }

  LostWrites found(String missing) {
    Long known = running == null ? begin : running;
    Set<Long> before = new TreeSet<>();
    xids.stream().filter(xid -> known == null || precedes(xid, known)).forEach(before::add);
    Long oldest = xids.stream().reduce((a, b) -> precedes(a, b) ? a : b).orElse(null);
    Long given = next == null ? oldest : next;
    return new LostWrites(
        commits,
        Set.copyOf(xids),
        crowded ? Map.of() : Map.copyOf(rows),
        Set.copyOf(touched),
        Set.copyOf(created),
        Set.copyOf(dropped),
        given == null ? 0 : given,
        before,
        crowded,
        missing);
  }

  private void noteXids(WalRecord record, boolean past) {
    long xid = Long.parseLong(record.xid());
    if (xid != 0) {
      given(xid, past);
    }
    if (record.manager().equals("XLOG")) {
      number(NEXT_XID, record).ifPresent(found -> given(found - 1, past));
    }
    if (running == null && !past && record.manager().equals("Standby")) {
      running = number(RUNNING, record).orElse(null);
    }
  }

  /** An id that is seen for the first time shows that all before it had been given away. */
  private void given(long xid, boolean past) {
    if (begin == null && !past) {
      begin = xid + 1;
    }
    if (!past && (next == null || precedes(next, xid + 1))) {
      next = xid + 1;
    }
  }

  private void change(WalRecord record) {
    HeapChange.parse(record)
        .ifPresent(
            change ->
                open.computeIfAbsent(record.xid(), xid -> new ArrayList<>())
                    .add(new Step(record.lsn(), change)));
  }

  private void created(WalRecord record) {
    Matcher file = CREATED.matcher(record.description());
    if (record.operation().equals("CREATE") && file.find()) {
      Relation.ofFile(file.group()).forEach(created::add);
    }
  }

  private void ended(TransactionEnd end, boolean past) {
    end.xids().forEach(xid -> given(Long.parseLong(xid), past));
    List<Step> steps = new ArrayList<>();
    end.xids().forEach(xid -> steps.addAll(taken(xid)));
    if (past && end.committed()) {
      commits++;
      end.xids().forEach(xid -> xids.add(Long.parseLong(xid)));
      dropped.addAll(end.dropped());
      steps.stream().sorted(Comparator.comparing(Step::at)).map(Step::change).forEach(this::lost);
    }
  }

  private List<Step> taken(String xid) {
    List<Step> steps = open.remove(xid);
    return steps == null ? List.of() : steps;
  }

  private void lost(HeapChange change) {
    touched.add(change.relation());
    if (!crowded) {
      rows.computeIfAbsent(change.relation(), relation -> new LostRows()).add(change);
      places++;
      crowded = places > LostRows.MOST;
    }
    if (crowded) {
      rows.clear();
    }
  }

  private static Optional<Long> number(Pattern pattern, WalRecord record) {
    Matcher found = pattern.matcher(record.description());
    return found.find() ? Optional.of(Long.parseLong(found.group(1))) : Optional.empty();
  }

  /** Ids go round; of two, the one is older that lies less than half a round behind. */
  private static boolean precedes(long a, long b) {
    return (int) (a - b) < 0;
  }
}
