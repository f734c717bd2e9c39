package dev.bosai.activities.postgres.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A socket in the file system in the shape the driver wants. The platform has it as a channel only,
 * whose blocking reads know no time-out; so it never blocks but in a selector, which an interrupt
 * ends too.
 */
final class UnixSocket extends Socket {
  private static final int BUFFER = 64 * 1024;
  private final Path path;
  private @Nullable SocketChannel channel;
  private @Nullable Selector readable;
  private @Nullable Selector writable;
  private volatile int timeoutMs;

  UnixSocket(Path path) {
    this.path = path;
  }

  /** Connects; a server on the same host answers at once or not at all. */
  void connect() throws IOException {
    SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.connect(UnixDomainSocketAddress.of(path));
      opened.configureBlocking(false);
      readable = selector(opened, SelectionKey.OP_READ);
      writable = selector(opened, SelectionKey.OP_WRITE);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw new IOException("socket \"" + path + "\": " + e.getMessage(), e);
    }
    channel = opened;
  }

  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    connect();
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : receive(ByteBuffer.wrap(into, offset, length));
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        send(ByteBuffer.wrap(from, offset, length));
      }
    };
  }

  private int receive(ByteBuffer into) throws IOException {
    int read = open().read(into);
    while (read == 0) {
      await(readable);
      read = open().read(into);
    }
    return read;
  }

  private void send(ByteBuffer from) throws IOException {
    open().write(from);
    while (from.hasRemaining()) {
      await(writable);
      open().write(from);
    }
  }

  private void await(@Nullable Selector ready) throws IOException {
    if (ready == null) {
      throw new SocketException("not connected to \"" + path + "\"");
    }
    try {
      int count = ready.select(timeoutMs);
      ready.selectedKeys().clear();
      // Of an interrupt the next read tells, which closes the channel.
      if (count == 0 && timeoutMs > 0 && !Thread.currentThread().isInterrupted()) {
        throw new SocketTimeoutException("no answer within " + timeoutMs + " ms");
      }
    } catch (ClosedSelectorException closedMeanwhile) {
      throw new SocketException("socket \"" + path + "\" was closed");
    }
  }

  private SocketChannel open() throws SocketException {
    SocketChannel opened = channel;
    if (opened == null || !opened.isOpen()) {
      throw new SocketException("not connected to \"" + path + "\"");
    }
    return opened;
  }

  private static Selector selector(SocketChannel of, int what) throws IOException {
    Selector selector = Selector.open();
    of.register(selector, what);
    return selector;
  }

  @Override
  public synchronized void close() throws IOException {
    SocketChannel opened = channel;
    if (opened != null) {
      opened.close();
    }
    for (Selector selector : new Selector[] {readable, writable}) {
      if (selector != null) {
        selector.close();
      }
    }
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    SocketChannel opened = channel;
    return opened != null && !opened.isOpen();
  }

  @Override
  public synchronized void setSoTimeout(int ms) {
    timeoutMs = ms;
  }

  @Override
  public synchronized int getSoTimeout() {
    return timeoutMs;
  }

  @Override
  public int getSendBufferSize() {
    return BUFFER;
  }

  @Override
  public int getReceiveBufferSize() {
    return BUFFER;
  }

  /** Nothing is held back here in the first place. */
  @Override
  public void setTcpNoDelay(boolean on) {}

  /** The kernel tells at once when the other side is gone. */
  @Override
  public void setKeepAlive(boolean on) {}
}
