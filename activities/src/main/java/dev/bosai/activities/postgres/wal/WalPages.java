package dev.bosai.activities.postgres.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The pages of a segment's file. Each names its own position in the log, so that one of the file's
 * earlier use, or one that was never written, is told from one that is part of the log (PostgreSQL
 * source, {@code xlog_internal.h}).
 *
 * @param file the segment's
 * @param begin position at which the segment begins, in bytes
 * @param pageBytes size of a page
 */
record WalPages(Path file, long begin, long pageBytes) {
  private static final int ADDRESS = 8;

  /** Returns whether one of the pages from an offset up to another was written for its place. */
  boolean anyWritten(long from, long to) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      for (long offset = from; offset < to; offset += pageBytes) {
        if (address(channel, offset) == begin + offset) {
          return true;
        }
      }
      return false;
    }
  }

  /** The file may be cut off: what is not there names no position. */
  private static long address(FileChannel channel, long offset) throws IOException {
    ByteBuffer field = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    return channel.read(field, offset + ADDRESS) < Long.BYTES ? -1 : field.getLong(0);
  }
}
