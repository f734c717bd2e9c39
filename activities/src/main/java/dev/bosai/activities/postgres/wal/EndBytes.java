package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record that ends a transaction, as bytes: of millions, {@code pg_waldump} needs minutes to
 * print what is read here in seconds (PostgreSQL source, {@code xact.h}, {@code xlogrecord.h}).
 *
 * @param record all of it, without the headers of pages, in the byte order of the machine
 * @param magic of its pages, which tells the version
 * @param lsn where it begins
 */
public record EndBytes(ByteBuffer record, int magic, Lsn lsn) {
  /** Pages of PostgreSQL 14, 15, 16, 17 and 18; how others write it is not known here. */
  private static final Set<Integer> KNOWN = Set.of(0xD10D, 0xD110, 0xD113, 0xD116, 0xD118);

  private static final int PAGES_OF_18 = 0xD118;
  private static final int HEADER = 24;
  private static final int INFO = 16;
  private static final int SHORT_CONTENT = 255;
  private static final int LONG_CONTENT = 254;
  private static final int ORIGIN = 253;
  private static final int TOP_LEVEL = 252;

  private static final int COMMIT = 0x00;
  private static final int ABORT = 0x20;
  private static final int COMMIT_PREPARED = 0x30;
  private static final int ABORT_PREPARED = 0x40;
  private static final int OPERATIONS = 0x70;
  private static final int MORE = 0x80;

  private static final int DATABASE = 1;
  private static final int SUBTRANSACTIONS = 1 << 1;
  private static final int FILES = 1 << 2;
  private static final int INVALIDATIONS = 1 << 3;
  private static final int PREPARED = 1 << 4;
  private static final int STATISTICS = 1 << 8;

  private static final long MILLION = 1_000_000;
  private static final long BEGIN_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  /** Returns whether records on pages of a version can be read here. */
  public static boolean knows(int magic) {
    return KNOWN.contains(magic);
  }

  /**
   * Reads it; empty if it ends no transaction.
   *
   * @throws java.nio.BufferUnderflowException if it is not what it should be, as are other
   *     exceptions of buffers
   */
  public Optional<TransactionEnd> end() {
    int info = Byte.toUnsignedInt(record.get(INFO));
    return switch (info & OPERATIONS) {
      case COMMIT, COMMIT_PREPARED -> Optional.of(end(true, info));
      case ABORT, ABORT_PREPARED -> Optional.of(end(false, info));
      // Preparing is no end, and assignments are repeated by the commit.
      default -> Optional.empty();
    };
  }

  private TransactionEnd end(boolean committed, int info) {
    toContent();
    Instant at = time(record.getLong());
    int has = (info & MORE) == 0 ? 0 : record.getInt();
    skip(has, DATABASE, 2 * Integer.BYTES);
    List<String> parts = (has & SUBTRANSACTIONS) == 0 ? List.of() : transactions();
    List<Relation> dropped = (has & FILES) == 0 ? List.of() : files();
    skipItems(has, STATISTICS, magic < PAGES_OF_18 ? 12 : 16);
    skipItems(has, INVALIDATIONS, 16);
    int own = (has & PREPARED) == 0 ? record.getInt(Integer.BYTES) : record.getInt();
    return new TransactionEnd(
        committed, together(Integer.toUnsignedString(own), parts), at, lsn, dropped);
  }

  private static List<String> together(String own, List<String> parts) {
    if (parts.isEmpty()) {
      return List.of(own);
    }
    List<String> xids = new ArrayList<>(parts.size() + 1);
    xids.add(own);
    xids.addAll(parts);
    return xids;
  }

  private void toContent() {
    record.position(HEADER);
    for (int kind = next(); kind != SHORT_CONTENT && kind != LONG_CONTENT; kind = next()) {
      if (kind != ORIGIN && kind != TOP_LEVEL) {
        throw new java.nio.BufferUnderflowException();
      }
      record.position(record.position() + (kind == ORIGIN ? Short.BYTES : Integer.BYTES));
    }
    int length = Byte.toUnsignedInt(record.get(record.position() - 1));
    record.position(record.position() + (length == SHORT_CONTENT ? 1 : Integer.BYTES));
  }

  private int next() {
    return Byte.toUnsignedInt(record.get());
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(
        BEGIN_SECONDS + Math.floorDiv(micros, MILLION), Math.floorMod(micros, MILLION) * 1_000);
  }

  private List<String> transactions() {
    int count = record.getInt();
    List<String> xids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      xids.add(Integer.toUnsignedString(record.getInt()));
    }
    return xids;
  }

  private List<Relation> files() {
    int count = record.getInt();
    List<Relation> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(new Relation(unsigned(), unsigned(), unsigned()));
    }
    return files;
  }

  private long unsigned() {
    return Integer.toUnsignedLong(record.getInt());
  }

  private void skip(int has, int what, int bytes) {
    if ((has & what) != 0) {
      record.position(record.position() + bytes);
    }
  }

  private void skipItems(int has, int what, int itemBytes) {
    if ((has & what) != 0) {
      int count = record.getInt();
      record.position(Math.addExact(record.position(), Math.multiplyExact(count, itemBytes)));
    }
  }
}
