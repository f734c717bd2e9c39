package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.DatabaseActivities.MarkPoint;
import dev.bosai.workflows.port.DatabaseActivities.Marked;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Gives a moment a name that a restore can be aimed at. */
public final class Marking {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Primaries primaries;

  /** Makes the marker of one worker. */
  public Marking(Primaries primaries) {
    this.primaries = primaries;
  }

  /**
   * Writes a restore point. Two attempts write two; a restore is aimed at the newer one then, which
   * is still before whoever asked was answered.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the name is none
   */
  public Marked mark(MarkPoint request) throws SQLException, InterruptedException {
    if (!NAME.matcher(request.name()).matches()) {
      throw Failures.of(
          FailureType.REFUSED,
          "\""
              + request.name()
              + "\" cannot name a restore point: expected 1 to 63 letters, digits, \".\", \"_\" or"
              + " \"-\"; nothing was changed",
          "name it for example \"before-deploy-412\"");
    }
    try (Connection connection = primaries.find(request.database()).open(SILENCE);
        PreparedStatement point =
            connection.prepareStatement(
                "select pg_create_restore_point(?)::text, clock_timestamp()")) {
      point.setString(1, request.name());
      try (ResultSet row = point.executeQuery()) {
        row.next();
        return new Marked(
            request.name(),
            Lsn.parse(row.getString(1)),
            row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }
}
