package dev.bosai.activities.postgres.aim;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.time.Instant;

/** The point a person asks for. */
sealed interface Target {
  /**
   * Everything that had committed up to a moment, and nothing that committed later.
   *
   * @param at the moment
   */
  record Time(Instant at) implements Target {
    @Override
    public Search search(Backup backup) {
      return new TimeSearch(at, backup);
    }
  }

  /**
   * Everything that was written before a position, and nothing from there on. So the position that
   * {@code pg_current_wal_lsn()} gave before a deployment leads to just before the deployment.
   *
   * @param lsn the position
   */
  record Position(Lsn lsn) implements Target {
    @Override
    public Search search(Backup backup) {
      return new PositionSearch(lsn);
    }
  }

  /**
   * A transaction: by default the mistake, so the point is just before its first record, where it
   * holds no lock yet (f21).
   *
   * @param xid its id or that of one of its subtransactions, without epoch
   * @param included whether the point is just after its commit instead
   */
  record Transaction(long xid, boolean included) implements Target {
    @Override
    public Search search(Backup backup) {
      return new TransactionSearch(this);
    }
  }

  /**
   * A named restore point.
   *
   * @param name as {@code pg_create_restore_point} was given it
   */
  record Name(String name) implements Target {
    @Override
    public Search search(Backup backup) {
      return new NameSearch(name);
    }
  }

  /** The newest point that can be reached. */
  record Latest() implements Target {
    @Override
    public Search search(Backup backup) {
      return new LatestSearch();
    }
  }

  /** Begins to look for it in the WAL that follows a backup. */
  Search search(Backup backup);

  /**
   * Reads what a person wrote:
   *
   * <ul>
   *   <li>{@code 2026-11-25T03:14:07.123456+09:00}, {@code 2026-11-24T18:14:07Z} or {@code
   *       2026-11-25 03:14:07+09}: a time, which must name its zone
   *   <li>{@code lsn:0/3000148} or {@code 0/3000148}: before what stands at this position
   *   <li>{@code xid:4711}: just before this transaction, so that it and everything later is gone
   *   <li>{@code xid:4711:after}: just after it, so that it is the last one that stays
   *   <li>{@code name:before-deploy}: a named restore point
   *   <li>{@code latest}: as far as there is WAL
   * </ul>
   *
   * @param now what lies after it is refused
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it is none of these
   */
  static Target parse(String text, Instant now) {
    return new TargetText(text, now).read();
  }
}
