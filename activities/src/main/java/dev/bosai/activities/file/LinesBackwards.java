package dev.bosai.activities.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's lines from the newest to the oldest, block by block, so that a question about the
 * last minutes costs the same however long the file is. What a writer appends meanwhile is not
 * seen, nor is a last line without its line break.
 */
public final class LinesBackwards implements Iterator<String>, AutoCloseable {
  private static final int BLOCK = 64 * 1024;

  private final @Nullable FileChannel channel;
  private final Deque<String> ready = new ArrayDeque<>();
  private long unread;
  private byte[] headless = new byte[0];
  private boolean torn;

  private LinesBackwards(@Nullable FileChannel channel, long size) {
    this.channel = channel;
    this.unread = size;
    this.torn = true;
  }

  /**
   * Starts at the end.
   *
   * @param file one that does not exist has no lines
   */
  public static LinesBackwards of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LinesBackwards(null, 0);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new LinesBackwards(channel, channel.size());
  }

  @Override
  public boolean hasNext() {
    try {
      while (ready.isEmpty() && unread > 0 && channel != null) {
        readBlock(channel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return !ready.isEmpty();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.pop();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private void readBlock(FileChannel from) throws IOException {
    byte[] text = blockBefore(from);
    int end = text.length;
    for (int i = text.length - 1; i >= 0; i--) {
      if (text[i] == '\n') {
        take(text, i + 1, end);
        end = i;
      }
    }
    headless = Arrays.copyOf(text, end);
    if (unread == 0) {
      take(text, 0, end);
    }
  }

  /** Behind the last line break stands nothing, or a line that is still being written. */
  private void take(byte[] text, int start, int end) {
    if (torn) {
      torn = false;
    } else {
      ready.addLast(new String(text, start, end - start, StandardCharsets.UTF_8));
    }
  }

  private byte[] blockBefore(FileChannel from) throws IOException {
    int length = (int) Math.min(BLOCK, unread);
    unread -= length;
    ByteBuffer block = ByteBuffer.allocate(length + headless.length);
    block.limit(length);
    while (block.hasRemaining()) {
      if (from.read(block, unread + block.position()) < 0) {
        throw new IOException("file was cut while it was read");
      }
    }
    block.limit(block.capacity());
    block.put(headless);
    return block.array();
  }
}
