package dev.bosai.activities.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file of lines that only grows. A writer killed within a line leaves no trace of that line, and
 * one whose thread is interrupted goes on (a channel would be closed by that).
 */
public final class LineLog implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path file;
  private final RandomAccessFile out;

  private LineLog(Path file, RandomAccessFile out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Opens a log, creates it where it is missing, and cuts a torn last line off: it was never
   * confirmed to anybody, and without the cut the next line would be glued to it.
   *
   * @param file its folder exists
   */
  public static LineLog open(Path file) throws IOException {
    RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
    long end = endOfLastLine(out);
    out.setLength(end);
    out.seek(end);
    out.getFD().sync();
    DurableFile.syncFolder(file);
    return new LineLog(file, out);
  }

  /** Returns where the log is. */
  public Path file() {
    return file;
  }

  /**
   * Appends a line that survives a power failure once this returns.
   *
   * @param line without line break
   */
  public void append(String line) throws IOException {
    appendUnsynced(line);
    sync();
  }

  /**
   * Appends a line that survives the death of this process, but of the machine only after {@link
   * #sync()}.
   *
   * @param line without line break
   */
  public void appendUnsynced(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Makes all lines survive a power failure. */
  public void sync() throws IOException {
    out.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static long endOfLastLine(RandomAccessFile in) throws IOException {
    byte[] block = new byte[BLOCK];
    long end = in.length();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK);
      int length = (int) (end - start);
      in.seek(start);
      in.readFully(block, 0, length);
      for (int i = length - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }
}
