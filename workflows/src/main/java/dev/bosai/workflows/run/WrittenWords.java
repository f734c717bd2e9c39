package dev.bosai.workflows.run;

import dev.bosai.workflows.port.RowActivities.TableChanges;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Says what a comparison found, never more: the old directory may be given up on these words.
 *
 * @param written what was found
 */
record WrittenWords(WrittenAfter written) {
  private static final int NAMED = 5;

  /** Returns what whoever keeps the switch must know first; empty if everything was compared. */
  static Map<String, String> warning(Optional<WrittenAfter> found) {
    if (found.isEmpty()) {
      return Map.of("not compared", "anything: the old directory may have rows nobody knows of");
    }
    WrittenWords words = new WrittenWords(found.get());
    return found.get().notCompared().isEmpty()
        ? Map.of()
        : Map.of("not compared", words.named() + "; what they had is in the old directory alone");
  }

  /** Returns one sentence. */
  String sentence() {
    return written.notCompared().isEmpty()
        ? rows("a table")
        : "could not be compared: " + named() + "; " + rows("any other table");
  }

  private String rows(String whose) {
    if (written.tables().isEmpty()) {
      return "no row of " + whose + " that is still there was written after the target";
    }
    return "written after the target: %d rows inserted, %d updated, %d deleted, in %d tables; see %s"
        .formatted(
            sum(TableChanges::inserted),
            sum(TableChanges::updated),
            sum(TableChanges::deleted),
            written.tables().size(),
            written.folder());
  }

  private long sum(ToLongFunction<TableChanges> count) {
    return written.tables().values().stream().mapToLong(count).sum();
  }

  private String named() {
    int more = written.notCompared().size() - NAMED;
    return written.notCompared().keySet().stream()
            .limit(NAMED)
            .map(table -> '"' + table + '"')
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
