package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Lsn;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a chain, read in order. Its pages begin with headers, which belong to no record
 * (PostgreSQL source, {@code xlog_internal.h}).
 */
final class LogBytes implements AutoCloseable {
  /** No segment is shorter. */
  private static final int CHUNK = 1 << 20;

  private static final int SHORT_HEADER = 24;
  private static final int LONG_HEADER = 40;
  private static final int INFO = 2;
  private static final int REMAINING = 16;
  private static final int PAGE_BYTES = 36;
  private static final int CONTINUES = 1;
  private static final int GIVEN_UP = 8;

  /** What lies past the end. */
  static final long NOWHERE = Long.MAX_VALUE;

  private final LinkedWal wal;
  private final WalFolder shape;
  private final long end;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.nativeOrder());
  private int magic;
  private int pageBytes = CHUNK;
  private @Nullable FileChannel file;
  private long segment = -1;
  private long chunkAt = -CHUNK;

  /**
   * Makes it of a chain.
   *
   * @param to where it ends
   */
  LogBytes(LinkedWal wal, Lsn to) {
    this.wal = wal;
    this.shape = wal.chain().shape();
    this.end = to.bytes();
  }

  /** Returns what tells the version. */
  int magic() {
    return magic;
  }

  /**
   * Begins to read, and returns where the first record begins at a position or after it.
   *
   * @throws EOFException if that is no page, as does every other method
   */
  long first(long from) throws IOException {
    int segment = load(shape.begin(shape.number(new Lsn(from))).bytes());
    magic = Short.toUnsignedInt(chunk.getShort(segment));
    pageBytes = chunk.getInt(segment + PAGE_BYTES);
    if (pageBytes < LONG_HEADER || CHUNK % pageBytes != 0) {
      throw new EOFException("no page has " + pageBytes + " bytes");
    }
    int at = from % pageBytes == 0 ? load(from) : -1;
    return at >= 0 && (chunk.getShort(at + INFO) & CONTINUES) != 0
        ? aligned(past(from + header(from), Integer.toUnsignedLong(chunk.getInt(at + REMAINING))))
        : from;
  }

  /** Returns the position itself, or where the content begins of the page that begins there. */
  long content(long position) {
    return position % pageBytes == 0 ? position + header(position) : position;
  }

  /**
   * Returns the position so many bytes of content further on; {@link #NOWHERE} if there is none.
   */
  long past(long from, long bytes) throws IOException {
    long left = bytes;
    long at = from;
    for (long room = room(at); left > room; room = room(at)) {
      left -= room;
      long page = at + room;
      if (page >= end) {
        return NOWHERE;
      }
      requireContinued(page);
      at = page + header(page);
    }
    return at + left <= end ? at + left : NOWHERE;
  }

  /** Returns bytes of content, wherever they are, until anything else is asked. */
  ByteBuffer bytes(long from, int count) throws IOException {
    if (count <= room(from)) {
      return chunk.slice(load(from), count).order(ByteOrder.nativeOrder());
    }
    ByteBuffer into = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
    long at = from;
    while (into.hasRemaining()) {
      int part = (int) Math.min(into.remaining(), room(at));
      into.put(into.position(), chunk, load(at), part).position(into.position() + part);
      at = content(at + part);
    }
    return into.flip();
  }

  /** Returns four bytes as a number. */
  int number(long position) throws IOException {
    return chunk.getInt(load(position));
  }

  /** Returns eight bytes as a position. */
  long position(long position) throws IOException {
    return chunk.getLong(load(position));
  }

  /** Returns one byte. */
  int flags(long position) throws IOException {
    return Byte.toUnsignedInt(chunk.get(load(position)));
  }

  /** Returns where the segment ends that a position lies in. */
  long segmentEnd(long position) {
    return shape.begin(shape.number(new Lsn(position)) + 1).bytes();
  }

  static long aligned(long position) {
    return position == NOWHERE ? NOWHERE : (position + 7) & ~7L;
  }

  private long room(long position) {
    return pageBytes - position % pageBytes;
  }

  private int header(long page) {
    return page % shape.segmentBytes() == 0 ? LONG_HEADER : SHORT_HEADER;
  }

  /** After a crash within a record, a page says that it does not go on with it. */
  private void requireContinued(long page) throws IOException {
    if ((chunk.getShort(load(page) + INFO) & (CONTINUES | GIVEN_UP)) != CONTINUES) {
      throw new EOFException("a record is given up at " + new Lsn(page));
    }
  }

  /** Returns at which index of the chunk a position is. */
  private int load(long position) throws IOException {
    long index = position - chunkAt;
    if (index < 0 || index >= CHUNK) {
      chunkAt = position - position % CHUNK;
      fill();
    }
    return (int) (position - chunkAt);
  }

  private void fill() throws IOException {
    long due = shape.number(new Lsn(chunkAt));
    if (file == null || due != segment) {
      close();
      file = FileChannel.open(path(due));
      segment = due;
    }
    chunk.clear();
    long offset = chunkAt - shape.begin(due).bytes();
    while (chunk.hasRemaining()) {
      if (file.read(chunk, offset + chunk.position()) < 0) {
        throw new EOFException("\"" + path(due) + "\" ends early");
      }
    }
  }

  private Path path(long due) {
    return wal.path().resolve(WalChain.name(shape, wal.chain().timeline(), due));
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
