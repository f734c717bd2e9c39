package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.EndBytes;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Lsn;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Goes from record to record through WAL and reads little else. It proves nothing: whether records
 * are whole is for {@code pg_waldump} to say. Each record names the one before it, so a walk that
 * has gone astray notices; then it ends, and the rest is left to that program too.
 */
final class WalWalk implements AutoCloseable {
  private static final int HEADER = 24;
  private static final int XID = 4;
  private static final int BEFORE = 8;
  private static final int LONGEST = 1 << 30;
  private static final int LOG = 0;
  private static final int SWITCH = 0x40;
  private static final int TRANSACTION = 1;
  private final LogBytes log;
  private long at;
  private long before = -1;
  private long begin = -1;
  private int length;
  private int flags;
  private int manager;
  private boolean astray;

  /**
   * Stands before the first record that begins at a position or after it.
   *
   * @param to where the last record ends at most
   */
  WalWalk(LinkedWal wal, Lsn from, Lsn to) throws IOException {
    log = new LogBytes(wal, to);
    try {
      at = log.first(from.bytes());
      astray = !EndBytes.knows(log.magic());
    } catch (EOFException noPage) {
      astray = true;
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /** Goes to the next record; false if there is none, or the walk has gone astray. */
  boolean next() throws IOException {
    try {
      return !astray && at != LogBytes.NOWHERE && step();
    } catch (EOFException endsEarly) {
      astray = true;
      return false;
    }
  }

  private boolean step() throws IOException {
    long from = log.content(at);
    if (log.past(from, HEADER) == LogBytes.NOWHERE) {
      at = LogBytes.NOWHERE;
      return false;
    }
    length = log.number(from);
    long second = log.content(from + BEFORE);
    astray = length < HEADER || length > LONGEST || (before >= 0 && log.position(second) != before);
    return !astray && enter(from, log.content(second + BEFORE));
  }

  private boolean enter(long from, long third) throws IOException {
    flags = log.flags(third);
    manager = log.flags(third + 1);
    at = LogBytes.aligned(log.past(from, length));
    if (at == LogBytes.NOWHERE) {
      return false;
    }
    if (manager == LOG && (flags & 0xF0) == SWITCH) {
      at = log.segmentEnd(at - 1);
    }
    begin = from;
    before = from;
    return true;
  }

  /** Returns where the record begins. */
  Lsn lsn() {
    return new Lsn(begin);
  }

  /** Returns the transaction or subtransaction it is of; {@code 0} for none. */
  String xid() throws IOException {
    return Integer.toUnsignedString(log.number(begin + XID));
  }

  /** Returns what it says if it ends a transaction. */
  Optional<TransactionEnd> end() throws IOException {
    if (manager != TRANSACTION) {
      return Optional.empty();
    }
    try {
      ByteBuffer record = log.bytes(begin, length);
      return new EndBytes(record, log.magic(), lsn()).end();
    } catch (BufferUnderflowException | BufferOverflowException | IllegalArgumentException e) {
      astray = true;
      return Optional.empty();
    }
  }

  /** Returns whether it ended before the end of the WAL. */
  boolean astray() {
    return astray;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
