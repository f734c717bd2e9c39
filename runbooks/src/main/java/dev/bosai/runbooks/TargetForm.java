package dev.bosai.runbooks;

import dev.bosai.runbooks.problem.WrongTarget;
import java.time.Instant;

/**
 * The target of a restore as it was typed. What it means, and whether it can be reached, only the
 * database's backups can tell.
 */
public sealed interface TargetForm {
  /**
   * A moment.
   *
   * @param at the moment
   */
  record Time(Instant at) implements TargetForm {}

  /**
   * A position in the write-ahead log.
   *
   * @param lsn as PostgreSQL writes it, for example {@code 0/3000148}
   */
  record Position(String lsn) implements TargetForm {}

  /**
   * A transaction.
   *
   * @param xid its id without epoch, as the write-ahead log has it
   * @param included whether it is the last one that stays, rather than the first one that goes
   */
  record Transaction(long xid, boolean included) implements TargetForm {}

  /**
   * A named restore point.
   *
   * @param name as it was given
   */
  record Name(String name) implements TargetForm {}

  /** The newest point there is. */
  record Latest() implements TargetForm {}

  /**
   * Reads what a person wrote:
   *
   * <ul>
   *   <li>{@code 2026-11-25T03:14:07.123456+09:00}, {@code 2026-11-24T18:14:07Z} or {@code
   *       2026-11-25 03:14:07+09}: a time, which must name its zone, since an hour beside it is
   *       another database
   *   <li>{@code lsn:0/3000148} or {@code 0/3000148}: before what stands at this position
   *   <li>{@code xid:4711}: just before this transaction, so that it and everything later is gone
   *   <li>{@code xid:4711:after}: just after it, so that it is the last one that stays
   *   <li>{@code name:before-deploy}: a named restore point
   *   <li>{@code latest}: as far as there is WAL
   * </ul>
   *
   * @param now what lies after it is wrong
   * @throws WrongTarget if it is none of these
   */
  static TargetForm read(String text, Instant now) {
    return new TargetText(text, now).read();
  }
}
