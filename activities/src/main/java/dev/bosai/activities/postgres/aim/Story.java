package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows transactions through WAL in order, in memory that does not grow with them: there may be
 * millions.
 */
final class Story {
  /** The manager whose records end transactions. */
  static final String TRANSACTION = "Transaction";

  /** The managers whose records it needs. */
  static final List<String> MANAGERS = List.of(TRANSACTION, "Standby");

  private static final Pattern LOCK = Pattern.compile("xid (\\d+) db \\d+ rel (\\d+)");
  private static final Pattern RUNNING =
      Pattern.compile("nextXid (\\d+) .*oldestRunningXid (\\d+)");
  private final Listener listener;
  private final List<Running> running = new ArrayList<>();
  private Moment now;
  private @Nullable Lsn last;

  /**
   * Begins to follow.
   *
   * @param begin what is known already
   * @param listener told of every record
   */
  Story(Moment begin, Listener listener) {
    this.now = begin;
    this.listener = listener;
  }

  /** Told of records in order. */
  @FunctionalInterface
  interface Listener {
    /**
     * Hears of one.
     *
     * @param end what it says if it ends a transaction, else null
     * @param before what was known before it
     * @param after what is known with it
     */
    void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after);
  }

  /**
   * The server wrote down which transactions are under way, at least at each checkpoint.
   *
   * @param lsn where
   * @param next the id that will be given out next
   * @param moment what was known then
   */
  record Running(Lsn lsn, long next, Moment moment) {}

  void add(WalRecord record) {
    add(record, TransactionEnd.parse(record).orElse(null));
  }

  /** Adds what ends a transaction. */
  void add(TransactionEnd end) {
    String operation = end.committed() ? "COMMIT" : "ABORT";
    add(new WalRecord(TRANSACTION, end.xid(), end.lsn(), operation), end);
  }

  private void add(WalRecord record, @Nullable TransactionEnd end) {
    Moment before = now;
    if (end != null) {
      now = now.after(end);
    } else if (record.manager().equals("Standby")) {
      standby(record);
    }
    last = record.lsn();
    listener.hear(record, end, before, now);
  }

  Moment now() {
    return now;
  }

  /** Returns where the newest record begins that was heard of; null if there was none. */
  @Nullable Lsn last() {
    return last;
  }

  /** Returns the newest point at which an id had not been given out yet; empty if unknown. */
  Optional<Running> before(long xid, Lsn until) {
    return running.stream()
        .filter(one -> one.lsn().compareTo(until) < 0 && !Xids.precedes(xid, one.next()))
        .reduce((earlier, later) -> later);
  }

  private void standby(WalRecord record) {
    if (record.operation().equals("LOCK")) {
      Matcher lock = LOCK.matcher(record.description());
      while (lock.find()) {
        now = now.withLock(lock.group(1), Long.parseLong(lock.group(2)));
      }
    }
    Matcher found = RUNNING.matcher(record.description());
    if (record.operation().equals("RUNNING_XACTS") && found.find()) {
      now = now.withoutBefore(Long.parseLong(found.group(2)));
      running.add(new Running(record.lsn(), Long.parseLong(found.group(1)), now));
    }
  }
}
