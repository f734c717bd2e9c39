package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.workflows.port.Candidates.Candidate;
import dev.bosai.workflows.port.Candidates.Table;
import dev.bosai.workflows.port.FailureType;
import java.util.SortedSet;

/**
 * Which transactions are shown.
 *
 * @param asked a table's name with or without its schema; empty for all
 * @param probe the table of the probe, which writes all the time and is never the mistake
 */
record TableFilter(String asked, String probe) {
  /** Refuses a table that nobody has ever heard of. */
  void require(SortedSet<String> known) {
    if (!asked.isEmpty() && known.stream().noneMatch(this::matches)) {
      SortedSet<String> words = new java.util.TreeSet<>(known);
      known.forEach(name -> words.add(name.substring(name.indexOf('.') + 1)));
      throw Failures.of(
          FailureType.REFUSED,
          "table \"%s\" was in no database, neither when the backup was taken nor now"
              .formatted(asked),
          Nearest.hint(asked, asked.contains(".") ? known : words));
    }
  }

  /** Returns whether a transaction is shown. */
  boolean shows(Candidate candidate) {
    if (candidate.kind().isEmpty()) {
      return false;
    }
    if (!asked.isEmpty()) {
      return candidate.tables().stream().map(Table::name).anyMatch(this::matches);
    }
    return candidate.tables().isEmpty()
        || !candidate.tables().stream().map(Table::name).allMatch(probe::equals);
  }

  private boolean matches(String name) {
    return name.equals(asked) || name.endsWith("." + asked);
  }
}
