package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The timelines that led to one, which a recovery to it follows and no other (f10).
 *
 * @param spans the newest first
 */
record Ancestry(List<Span> spans) {
  /**
   * A part of the log.
   *
   * @param timeline whose
   * @param begin where it left the one before it
   * @param end where the next one left it; null if none did
   */
  record Span(int timeline, Lsn begin, @Nullable Lsn end) {}

  /** Reads the history of a timeline from the archive. */
  static Ancestry of(int timeline, WalArchive archive, SortedSet<String> names)
      throws IOException, InterruptedException {
    if (timeline == 1) {
      return parse(timeline, List.of());
    }
    String history = "%08X.history".formatted(timeline);
    if (!names.contains(history)) {
      throw Failures.of(
          FailureType.REFUSED,
          "timeline "
              + timeline
              + " is not known: \""
              + history
              + "\" is not in the archive; nothing was touched",
          "let the primary archive it, or copy it there from the primary's \"pg_wal\"");
    }
    SortedSet<String> wanted = new TreeSet<>(List.of(history));
    return parse(timeline, Files.readAllLines(archive.folder(wanted).resolve(history)));
  }

  /** Reads the lines of a history: one for each timeline that was left, and where. */
  static Ancestry parse(int timeline, List<String> lines) {
    List<Span> spans = new ArrayList<>();
    Lsn begin = new Lsn(0);
    for (String line : lines) {
      String[] cells = line.strip().split("\\s+", -1);
      if (cells.length > 1 && !line.startsWith("#")) {
        Lsn end = Lsn.parse(cells[1]);
        spans.add(new Span(Integer.parseInt(cells[0]), begin, end));
        begin = end;
      }
    }
    spans.add(new Span(timeline, begin, null));
    Collections.reverse(spans);
    return new Ancestry(List.copyOf(spans));
  }

  /** Returns the name under which a server looks for a segment. */
  String file(WalFolder shape, long number) {
    return WalChain.name(shape, due(shape, number).timeline(), number);
  }

  /** A server takes the newest timeline that has begun by the end of the segment. */
  Span due(WalFolder shape, long number) {
    return spans.stream()
        .filter(span -> shape.number(span.begin()) <= number)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the timeline itself. */
  int timeline() {
    return spans.get(0).timeline();
  }

  /** Returns whether a backup is of this line, and was complete before the line left its own. */
  boolean has(Backup backup) {
    return spans.stream()
        .filter(span -> span.timeline() == backup.timeline())
        .anyMatch(span -> span.end() == null || backup.stop().compareTo(span.end()) <= 0);
  }

  /** Returns the position at which another line parts from this one. */
  Lsn parts(Ancestry other) {
    for (Span span : spans) {
      for (Span its : other.spans) {
        if (span.timeline() == its.timeline()) {
          return earlier(span.end(), its.end());
        }
      }
    }
    return new Lsn(0);
  }

  private static Lsn earlier(@Nullable Lsn one, @Nullable Lsn other) {
    if (one == null || other == null) {
      return one != null ? one : other != null ? other : new Lsn(-1);
    }
    return one.compareTo(other) < 0 ? one : other;
  }
}
