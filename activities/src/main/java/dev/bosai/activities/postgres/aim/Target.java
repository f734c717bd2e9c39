package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.runbooks.TargetForm;
import dev.bosai.runbooks.problem.WrongTarget;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
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
   * Reads what a person wrote. The form was looked at when the run was started; the clock here may
   * be another one.
   *
   * @param now what lies after it is refused
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it cannot be read
   */
  static Target parse(String text, Instant now) {
    TargetForm form;
    try {
      form = TargetForm.read(text, now);
    } catch (WrongTarget wrong) {
      throw Failures.of(
          FailureType.REFUSED,
          "the target " + wrong.sentence() + "; nothing was touched",
          wrong.hint());
    }
    return of(form);
  }

  private static Target of(TargetForm form) {
    if (form instanceof TargetForm.Time time) {
      return new Time(time.at());
    }
    if (form instanceof TargetForm.Position position) {
      return new Position(Lsn.parse(position.lsn()));
    }
    if (form instanceof TargetForm.Transaction transaction) {
      return new Transaction(transaction.xid(), transaction.included());
    }
    return form instanceof TargetForm.Name name ? new Name(name.name()) : new Latest();
  }
}
