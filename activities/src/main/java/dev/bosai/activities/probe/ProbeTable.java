package dev.bosai.activities.probe;

import java.sql.SQLException;
import java.util.List;

/** The table the probe writes, as one client sees it. */
interface ProbeTable extends AutoCloseable {
  /**
   * Where a row was written.
   *
   * @param node that confirmed it
   * @param timeline it was written on
   */
  record Written(String node, int timeline) {}

  /**
   * Writes one row.
   *
   * @throws NotWritten if it was not confirmed
   */
  Written write(long id) throws NotWritten;

  /**
   * Counts the transactions that the server has committed since it was started, all clients'.
   *
   * @throws SQLException if it does not answer
   */
  long commits() throws SQLException;

  /**
   * Lists who else has a session on the server that the last row was written to.
   *
   * @param through addresses of the route; who comes from there is not listed
   * @return each with user, address and program
   * @throws SQLException if it does not answer
   */
  List<String> past(List<String> through) throws SQLException;

  @Override
  void close();

  /** A row was not confirmed. */
  final class NotWritten extends Exception {
    private static final long serialVersionUID = 1L;

    private final Attempt.Outcome outcome;

    NotWritten(Attempt.Outcome outcome, String why) {
      super(why);
      this.outcome = outcome;
    }

    NotWritten(Attempt.Outcome outcome, SQLException cause) {
      super(cause.getMessage(), cause);
      this.outcome = outcome;
    }

    Attempt.Outcome outcome() {
      return outcome;
    }
  }
}
