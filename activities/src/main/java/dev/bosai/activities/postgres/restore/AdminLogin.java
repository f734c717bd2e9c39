package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FailureType;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Whether Bosai can log in to a restored cluster as it will after the switch. A restore brings the
 * passwords of its target back, too: whoever changed them since finds out before clients lose the
 * old primary, not after.
 *
 * @param admins opens connections with today's password
 * @param database whose administrator logs in
 */
record AdminLogin(Admins admins, Database database) {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final String WRONG_PASSWORD = "28P01";

  /**
   * Tries it.
   *
   * @param instance whose server runs and takes writes
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the password is another one
   */
  void require(Instance instance) throws SQLException {
    Admins.Target target = Admins.Target.of("127.0.0.1", instance.port(), database, SILENCE);
    try {
      admins.open(database.admin(), target).close();
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        throw another(instance);
      }
      throw e;
    }
  }

  private RuntimeException another(Instance instance) {
    String user = database.admin().user();
    return Failures.of(
        FailureType.REFUSED,
        ("role \"%s\" had another password at the target than today, and others may have had one,"
                + " too; the node serves as before")
            .formatted(user),
        "set today's with \"psql -h %s -p %d -U %s -d postgres\" and \"\\password\", and retry"
            .formatted(instance.sockets(), instance.port(), user));
  }
}
