package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The archived segments that lead to the end of one timeline, across those before it. Tools that
 * verify files do not see that one is missing, so each name is looked for (f18).
 */
final class SegmentChain {
  private static final String MISSING = "it is missing";
  private final WalFolder wal;
  private final Lineage lineage;
  private final Look look;
  private final NavigableSet<Long> present = new TreeSet<>();
  private final Map<Long, String> looked = new HashMap<>();

  /**
   * Makes the chain.
   *
   * @param wal knows the names of segments
   * @param lineage which timelines
   * @param names of all that is archived
   * @param look at a segment that is there
   */
  SegmentChain(WalFolder wal, Lineage lineage, Set<String> names, Look look) {
    this.wal = wal;
    this.lineage = lineage;
    this.look = look;
    for (String name : names) {
      if (name.length() == 24 && name(wal.numberOf(name)).equals(name)) {
        present.add(wal.numberOf(name));
      }
    }
  }

  /** Looks at a segment that is there. */
  @FunctionalInterface
  interface Look {
    /** Returns what is wrong with it; empty if nothing is. */
    String damage(String name) throws IOException;
  }

  /**
   * Segments in a row that are of no use for the same reason.
   *
   * @param first number of the first
   * @param last number of the last
   * @param reason what is wrong with them
   */
  record Break(long first, long last, String reason) {}

  /** Returns a segment's name on this chain. */
  String name(long number) {
    return String.valueOf(wal.file(timelineOf(number), number).getFileName());
  }

  int timelineOf(long number) {
    return lineage.timelineOf(number, wal);
  }

  Lineage lineage() {
    return lineage;
  }

  /** Returns the first segment a backup needs. */
  long first(Backup backup) {
    return wal.number(backup.start());
  }

  /** Returns the last segment a backup needs before it is consistent. */
  long last(Backup backup) {
    return wal.number(new Lsn(backup.stop().bytes() - 1));
  }

  /** Returns where a segment ends. */
  Lsn end(long number) {
    return wal.begin(number + 1);
  }

  /** Returns the newest segment there is; −1 if there is none. */
  long newest() {
    return present.isEmpty() ? -1 : present.last();
  }

  /** Returns the last segment up to which none is missing; the one before if the first is. */
  long unbroken(long first) throws IOException {
    long number = first;
    while (reason(number).isEmpty()) {
      number++;
    }
    return number - 1;
  }

  /** Returns what is missing or damaged from one segment up to another. */
  List<Break> breaks(long first, long last) throws IOException {
    List<Break> found = new ArrayList<>();
    long number = first;
    for (long there : present.subSet(first, true, Math.max(first, last), true)) {
      if (there > number) {
        found.add(new Break(number, there - 1, MISSING));
      }
      String reason = reason(there);
      if (!reason.isEmpty()) {
        found.add(new Break(there, there, reason));
      }
      number = there + 1;
    }
    if (number <= last) {
      found.add(new Break(number, last, MISSING));
    }
    return found;
  }

  private String reason(long number) throws IOException {
    if (!present.contains(number)) {
      return MISSING;
    }
    String known = looked.get(number);
    if (known == null) {
      known = look.damage(name(number));
      looked.put(number, known);
    }
    return known;
  }
}
