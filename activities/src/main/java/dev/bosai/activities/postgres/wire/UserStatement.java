package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.FailureType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;

/** Runs one statement of a user's runbook, usually through the public route. */
public final class UserStatement {
  private static final Duration SLACK = Duration.ofSeconds(2);
  private final Protected listed;
  private final Admins admins;

  /** Makes a runner. */
  public UserStatement(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /**
   * Runs it.
   *
   * @param bound after which the server ends it
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it answers something else
   */
  public StatementAnswer run(
      dev.bosai.workflows.port.DatabaseActivities.Statement request, Duration bound)
      throws SQLException {
    Database database = listed.database(request.database());
    Admins.Target target =
        new Admins.Target(
            String.join(",", database.route().at()),
            database.database(),
            bound.plus(SLACK),
            database.route().at().size() > 1);
    try (Connection connection = admins.open(database.admin(), target)) {
      return on(connection, request, bound);
    }
  }

  /**
   * Runs it in a session that is open.
   *
   * @param bound after which the server ends it
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it answers something else
   */
  public static StatementAnswer on(
      Connection connection,
      dev.bosai.workflows.port.DatabaseActivities.Statement request,
      Duration bound)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set statement_timeout = " + bound.toMillis());
      StatementAnswer answer = answer(statement, request.statement());
      requireExpected(request.expect(), answer.first());
      return answer;
    }
  }

  private static StatementAnswer answer(Statement statement, String text) throws SQLException {
    if (!statement.execute(text)) {
      return new StatementAnswer("", statement.getLargeUpdateCount());
    }
    try (ResultSet rows = statement.getResultSet()) {
      String first = "";
      long count = 0;
      while (rows.next()) {
        first = count++ == 0 ? Objects.requireNonNullElse(rows.getString(1), "") : first;
      }
      return new StatementAnswer(first, count);
    }
  }

  private static void requireExpected(String expect, String found) {
    if (!expect.isEmpty() && !expect.equals(found)) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the statement answered \"" + found + "\"; expected \"" + expect + "\"",
          "look at the data, or correct \"expect\" in the runbook");
    }
  }
}
