package dev.bosai.activities.postgres.marker;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Locks on data directories, one at a time between processes and between threads. Closing any
 * channel of a file gives up all locks this process has on it (POSIX), so threads must agree before
 * they open it.
 */
public final class Locks {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofMillis(10);
  private final ConcurrentHashMap<Path, Semaphore> inProcess = new ConcurrentHashMap<>();

  /** A lock that is held. */
  public interface Lock extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /**
   * Takes the lock of a marker folder, waiting a few seconds.
   *
   * @param folder the marker folder
   * @param owner who its files belong to
   * @param purpose told to whoever waits meanwhile
   */
  public Lock take(Path folder, Owner owner, String purpose)
      throws IOException, InterruptedException {
    Semaphore threads = inProcess.computeIfAbsent(folder, path -> new Semaphore(1));
    if (!threads.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw held(folder);
    }
    boolean taken = false;
    try {
      FileChannel channel = lockedChannel(folder, owner, purpose);
      taken = true;
      return () -> giveUp(channel, threads);
    } finally {
      if (!taken) {
        threads.release();
      }
    }
  }

  private static FileChannel lockedChannel(Path folder, Owner owner, String purpose)
      throws IOException, InterruptedException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      owner.give(file);
      if (Poll.until(PATIENCE, EVERY, () -> Optional.ofNullable(channel.tryLock())).isEmpty()) {
        throw held(folder);
      }
      writeHolder(folder, owner, purpose);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static void writeHolder(Path folder, Owner owner, String purpose) throws IOException {
    String holder = "process " + ProcessHandle.current().pid() + ", " + purpose + "\n";
    Durable.replace(folder.resolve("holder"), holder.getBytes(StandardCharsets.UTF_8), owner);
  }

  /** The next thread may open the file only after this one has closed it. */
  private static void giveUp(FileChannel channel, Semaphore threads) throws IOException {
    try {
      channel.close();
    } finally {
      threads.release();
    }
  }

  private static RuntimeException held(Path folder) throws IOException {
    Path file = folder.resolve("holder");
    String holder = Files.isReadable(file) ? Files.readString(file).strip() : "another process";
    return Failures.of(
        FailureType.UNEXPECTED,
        "the lock in \"" + folder + "\" is held by " + holder,
        "it is tried again; end that process if it hangs");
  }
}
