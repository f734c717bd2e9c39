package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A planned move accepts no loss: the log of a primary that was stopped in order ends with a
 * checkpoint, so a standby that has replayed more than its beginning has replayed all of it.
 */
final class AllOfLog {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(2);
  private static final String REPLAYED = "select coalesce(pg_last_wal_replay_lsn(), '0/0')";

  private AllOfLog() {}

  /** Refuses a standby that does not have all of it within some seconds. */
  static void require(Connection connection, PromoteNode request)
      throws SQLException, InterruptedException {
    Optional<Lsn> end = end(request);
    if (end.isEmpty() || Poll.until(BOUND, EVERY, () -> past(connection, end.get())).isPresent()) {
      return;
    }
    throw refused(
        request,
        end.get(),
        "standby \"%s\" has replayed up to %s"
            .formatted(request.node().node(), Sql.text(connection, REPLAYED)),
        "nothing was promoted");
  }

  private static Optional<Boolean> past(Connection connection, Lsn end) throws SQLException {
    Lsn replayed = Lsn.parse(Sql.text(connection, REPLAYED));
    return replayed.compareTo(end) > 0 ? Optional.of(true) : Optional.empty();
  }

  /** Refuses a promotion, whoever asked for it, that left the old timeline before its end. */
  static void requireFork(PromoteNode request, Lsn fork) {
    Optional<Lsn> end = end(request).filter(last -> fork.compareTo(last) <= 0);
    if (end.isPresent()) {
      throw refused(
          request,
          end.get(),
          "\"%s\" was promoted at %s".formatted(request.node().node(), fork),
          "it is a primary");
    }
  }

  private static Optional<Lsn> end(PromoteNode request) {
    return request.proof() instanceof FenceProof.NodeDown down
        ? Optional.ofNullable(down.checkpoint())
        : Optional.empty();
  }

  private static RuntimeException refused(PromoteNode request, Lsn end, String found, String so) {
    return Failures.of(
        FailureType.REFUSED,
        "%s, and the log of \"%s\" ends with the checkpoint at %s: a planned move loses nothing; %s"
            .formatted(found, request.proof().node(), end, so),
        "abort; \"bosai start replica-promotion\" tells what a promotion would lose");
  }
}
