package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Lsn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Archived WAL of one ancestry from a position on, as far as it goes by the names of its files.
 *
 * @param timeline the newest
 * @param shape tells names and positions
 * @param from where it begins
 * @param end where it ends
 * @param files names in the archive, by the number of their segment from the first one on
 * @param broken why it does not go on although later files are there; null if there are none
 */
record WalChain(
    int timeline, WalFolder shape, Lsn from, Lsn end, List<String> files, @Nullable Broken broken) {

  /** Follows the files from a position on. */
  static WalChain of(Ancestry ancestry, SortedSet<String> names, long segmentBytes, Lsn from) {
    WalFolder shape = new WalFolder(Path.of(""), segmentBytes);
    long newest = newest(ancestry, names, shape);
    List<String> files = new ArrayList<>();
    for (long number = shape.number(from); number <= newest; number++) {
      Ancestry.Span due = ancestry.due(shape, number);
      if (!names.contains(name(shape, due.timeline(), number))) {
        return brokenAt(
            ancestry,
            names,
            new WalChain(ancestry.timeline(), shape, from, shape.begin(number), files, null));
      }
      files.add(name(shape, due.timeline(), number));
    }
    Lsn end = shape.begin(shape.number(from) + files.size());
    return new WalChain(ancestry.timeline(), shape, from, end, files, null);
  }

  /** Returns the same up to a position at most. */
  WalChain until(Lsn newEnd, @Nullable Broken why) {
    int count = (int) (shape.number(new Lsn(newEnd.bytes() + shape.segmentBytes() - 1)) - first());
    List<String> left = files.subList(0, Math.max(0, Math.min(count, files.size())));
    return new WalChain(timeline, shape, from, newEnd, List.copyOf(left), why);
  }

  /** Returns the name in the archive of the file a position lies in. */
  String file(Lsn lsn) {
    long index = shape.number(lsn) - first();
    return index >= 0 && index < files.size()
        ? files.get((int) index)
        : name(shape, timeline, shape.number(lsn));
  }

  /** Returns whether a segment is one of them. */
  boolean has(long number) {
    return number >= first() && number - first() < files.size();
  }

  /** Returns the number of its first segment. */
  long first() {
    return shape.number(from);
  }

  /** Returns where its last segment begins, or it itself if that is later. */
  Lsn lastSegment() {
    Lsn begin = shape.begin(Math.max(first(), first() + files.size() - 1));
    return begin.compareTo(from) < 0 ? from : begin;
  }

  /** Returns all files. */
  SortedSet<String> names() {
    return new TreeSet<>(files);
  }

  /** Returns the name a server looks for. */
  static String name(WalFolder shape, int timeline, long number) {
    return String.valueOf(shape.file(timeline, number).getFileName());
  }

  /**
   * Up to where the next timeline begins, the one before it may have the segment too: what it says
   * after that is not of this line.
   */
  private static WalChain brokenAt(Ancestry ancestry, SortedSet<String> names, WalChain sofar) {
    WalFolder shape = sofar.shape();
    long number = shape.number(sofar.end());
    Ancestry.Span due = ancestry.due(shape, number);
    Broken gap = new Broken("\"" + name(shape, due.timeline(), number) + "\"", "is missing");
    Broken known = newest(ancestry, names, shape) > number ? gap : null;
    Ancestry.Span before = before(ancestry, due);
    if (before != null
        && shape.number(due.begin()) == number
        && names.contains(name(shape, before.timeline(), number))) {
      List<String> files = new ArrayList<>(sofar.files());
      files.add(name(shape, before.timeline(), number));
      return new WalChain(sofar.timeline(), shape, sofar.from(), due.begin(), files, known);
    }
    return new WalChain(sofar.timeline(), shape, sofar.from(), sofar.end(), sofar.files(), known);
  }

  private static Ancestry.@Nullable Span before(Ancestry ancestry, Ancestry.Span span) {
    int index = ancestry.spans().indexOf(span);
    return index + 1 < ancestry.spans().size() ? ancestry.spans().get(index + 1) : null;
  }

  /**
   * Returns the number of the newest segment there is, −1 if there is none. Of an older timeline,
   * what lies past the point where it was left does not count.
   */
  static long newest(Ancestry ancestry, SortedSet<String> names, WalFolder shape) {
    return names.stream()
        .filter(name -> name.matches("[0-9A-F]{24}"))
        .filter(name -> counts(ancestry, name, shape))
        .map(shape::numberOf)
        .max(Comparator.naturalOrder())
        .orElse(-1L);
  }

  private static boolean counts(Ancestry ancestry, String name, WalFolder shape) {
    int timeline = Integer.parseUnsignedInt(name.substring(0, 8), 16);
    return ancestry.spans().stream()
        .filter(span -> span.timeline() == timeline)
        .anyMatch(
            span ->
                span.end() == null || shape.begin(shape.numberOf(name)).compareTo(span.end()) < 0);
  }
}
