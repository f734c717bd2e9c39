package dev.bosai.activities.probe;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Says which rows are there on the new primary. */
interface Survivors {
  /**
   * Looks ids up.
   *
   * @return those that are there
   * @throws SQLException if the new primary does not answer
   */
  Set<Long> among(List<Long> ids) throws SQLException;
}
