package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The timelines that lead to one, as its history file tells (PostgreSQL documentation, section
 * 26.3.6, "Timelines").
 *
 * @param branches the oldest first, the timeline itself last
 */
public record Lineage(List<Branch> branches) {
  /**
   * One of them.
   *
   * @param timeline its number
   * @param begin where it left the one before
   */
  public record Branch(int timeline, Lsn begin) {}

  /** Reads it from a folder; a timeline without a history file leads to no other. */
  public static Lineage read(Path folder, int timeline) throws IOException {
    Path file = folder.resolve(historyName(timeline));
    return parse(timeline, Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  /** Returns the name of a timeline's history file. */
  public static String historyName(int timeline) {
    return "%08X.history".formatted(timeline);
  }

  static Lineage parse(int timeline, List<String> lines) {
    List<Branch> branches = new ArrayList<>();
    Lsn begin = new Lsn(0);
    for (String line : lines) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        String[] cells = line.strip().split("\\s+", -1);
        branches.add(new Branch(Integer.parseInt(cells[0]), begin));
        begin = Lsn.parse(cells[1]);
      }
    }
    branches.add(new Branch(timeline, begin));
    return new Lineage(List.copyOf(branches));
  }

  /** Returns the timeline at its end. */
  public int timeline() {
    return branches.get(branches.size() - 1).timeline();
  }

  /**
   * Returns the timeline under whose name a segment is needed: the one in which a timeline begins
   * is written anew under the new name, with what the old one had in it.
   */
  public int timelineOf(long number, WalFolder wal) {
    int found = branches.get(0).timeline();
    for (Branch branch : branches) {
      if (wal.number(branch.begin()) <= number) {
        found = branch.timeline();
      }
    }
    return found;
  }

  /** Returns whether this timeline can be reached from a backup. */
  public boolean holds(Backup backup) {
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).timeline() == backup.timeline()) {
        return i + 1 == branches.size()
            || backup.stop().compareTo(branches.get(i + 1).begin()) <= 0;
      }
    }
    return false;
  }
}
