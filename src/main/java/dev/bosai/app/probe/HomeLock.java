package dev.bosai.app.probe;

import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One ledger has one writer; the kernel frees the lock when the writer dies, however it dies. */
final class HomeLock implements AutoCloseable {
  private final ProbeHome home;
  private final FileChannel channel;

  private HomeLock(ProbeHome home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws Fault of refusal, with the holder's process id, if another process has it
   */
  static HomeLock take(ProbeHome home) throws IOException {
    Files.createDirectories(home.folder());
    FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw held(home);
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
    return new HomeLock(home, channel);
  }

  /** Returns the folder that is held. */
  ProbeHome home() {
    return home;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Fault held(ProbeHome home) throws IOException {
    return new Fault(
        Blame.REFUSED,
        "a probe with process id "
            + Files.readString(home.lock()).strip()
            + " writes the ledger in \""
            + home.folder()
            + "\" already",
        "stop that process first, or give another folder with --home");
  }
}
