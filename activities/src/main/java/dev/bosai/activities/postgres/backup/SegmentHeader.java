package dev.bosai.activities.postgres.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The long header with which a WAL segment begins (PostgreSQL source, {@code xlog_internal.h}).
 *
 * @param fileBytes size of the file
 * @param bytes the header itself; shorter if the file is
 */
public record SegmentHeader(long fileBytes, ByteBuffer bytes) {
  private static final int LENGTH = 40;
  private static final int MAGIC = 0;
  private static final int INFO = 2;
  private static final int TIMELINE = 4;
  private static final int ADDRESS = 8;
  private static final int SYSTEM = 24;
  private static final int SEGMENT_BYTES = 32;
  private static final int PAGE_BYTES = 36;

  /** Every version's magic number is {@code 0xD0..} or {@code 0xD1..}. */
  private static final int MAGIC_FAMILY = 0xD0;

  private static final int LONG_HEADER = 2;
  private static final int FLAGS = 0xF;

  /** Reads how a file begins. */
  public static SegmentHeader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder());
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
        // A short read is no end.
      }
      return new SegmentHeader(channel.size(), bytes.flip());
    }
  }

  /** Returns the form of the segment, for later comparison. */
  public WalFormat format() {
    return new WalFormat(magic(), segmentBytes());
  }

  /** Returns what shows that the file is not the segment its name says; empty if nothing does. */
  public Optional<String> damage(String name, String systemIdentifier) {
    if (bytes.limit() < LENGTH) {
      return Optional.of("it has " + fileBytes + " bytes");
    }
    int magic = magic();
    int info = Short.toUnsignedInt(bytes.getShort(INFO));
    if (magic >> 9 != MAGIC_FAMILY >> 1 || (info & LONG_HEADER) == 0 || (info & ~FLAGS) != 0) {
      return Optional.of("it does not begin with a WAL page");
    }
    return size().or(() -> place(name)).or(() -> cluster(systemIdentifier));
  }

  private Optional<String> size() {
    long segmentBytes = segmentBytes();
    long pageBytes = Integer.toUnsignedLong(bytes.getInt(PAGE_BYTES));
    if (!powerOfTwo(segmentBytes) || !powerOfTwo(pageBytes) || pageBytes > segmentBytes) {
      return Optional.of("it does not begin with a WAL page");
    }
    return fileBytes == segmentBytes
        ? Optional.empty()
        : Optional.of("it has %d bytes, not %d".formatted(fileBytes, segmentBytes));
  }

  /** A segment in which a timeline begins starts with a copy of the earlier one's pages. */
  private Optional<String> place(String name) {
    long segmentBytes = segmentBytes();
    long log = Long.parseLong(name.substring(8, 16), 16);
    long begin = (log << 32) + Long.parseLong(name.substring(16), 16) * segmentBytes;
    if (bytes.getLong(ADDRESS) != begin) {
      return Optional.of("it holds another place of the log than its name says");
    }
    long timeline = Integer.toUnsignedLong(bytes.getInt(TIMELINE));
    return timeline >= 1 && timeline <= Long.parseLong(name.substring(0, 8), 16)
        ? Optional.empty()
        : Optional.of("it is of timeline " + timeline);
  }

  private Optional<String> cluster(String systemIdentifier) {
    String system = Long.toUnsignedString(bytes.getLong(SYSTEM));
    return system.equals(systemIdentifier)
        ? Optional.empty()
        : Optional.of("it is of cluster \"" + system + "\"");
  }

  private int magic() {
    return Short.toUnsignedInt(bytes.getShort(MAGIC));
  }

  private long segmentBytes() {
    return Integer.toUnsignedLong(bytes.getInt(SEGMENT_BYTES));
  }

  private static boolean powerOfTwo(long number) {
    return number > 0 && Long.bitCount(number) == 1;
  }
}
