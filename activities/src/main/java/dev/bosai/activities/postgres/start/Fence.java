package dev.bosai.activities.postgres.start;

import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.marker.Entry;
import java.util.List;
import java.util.Set;

/** What is left of a fence of a data directory. */
public enum Fence {
  /** There was none, or Bosai has taken it back. */
  NONE("none"),
  /** It blocks the start. */
  STANDS("stands"),
  /**
   * The journal knows of one that nobody but Bosai should take back, and the control file is there.
   */
  TAKEN_BACK("taken-back");

  private static final String SET = "blocked the start";

  /** What makes a directory the cluster's own again, or another one. */
  private static final Set<String> RELEASES =
      Set.of(
          "lifts the fence",
          "put the old directory back",
          "put what was restored in place",
          "put the new directory in place",
          "follows",
          "asked the server to promote",
          "promoted");

  private final String word;

  Fence(String word) {
    this.word = word;
  }

  /** Returns the word that scripts read. */
  public String word() {
    return word;
  }

  /**
   * Reads it from what is beside and in the directory.
   *
   * @param journal the oldest entry first
   */
  static Fence of(ControlFile control, List<Entry> journal) {
    if (control.blocksStart()) {
      return STANDS;
    }
    return lastIsFence(journal) ? TAKEN_BACK : NONE;
  }

  /** Other work, such as keeping its last writes, leaves a fenced directory fenced. */
  private static boolean lastIsFence(List<Entry> journal) {
    return journal.stream()
        .map(Entry::did)
        .filter(did -> did.equals(SET) || RELEASES.contains(did))
        .reduce((earlier, later) -> later)
        .filter(SET::equals)
        .isPresent();
  }
}
