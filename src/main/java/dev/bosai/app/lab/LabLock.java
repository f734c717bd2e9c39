package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets only one command at a time put a lab up or take it down; the kernel frees it when the
 * command dies.
 */
final class LabLock {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private LabLock() {}

  /**
   * Does something that no other command may do meanwhile.
   *
   * @throws Fault of a refusal if another command is at it
   */
  static <T> T holding(LabHome home, Supplier<T> work) {
    try {
      Files.createDirectories(home.home());
      try (FileChannel channel =
          FileChannel.open(file(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (!taken(channel)) {
          throw new Fault(
              Blame.REFUSED,
              "another command puts the lab in \"" + home.home() + "\" up or takes it down",
              "wait until it has finished, or use another BOSAI_HOME");
        }
        try {
          return work.get();
        } finally {
          tidy(home);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // This very process may hold it: when it is ended by Ctrl-C, it cleans up while it still is at
  // work.
  private static boolean taken(FileChannel channel) {
    return Await.until(
        () -> {
          try {
            return channel.tryLock() != null;
          } catch (OverlappingFileLockException ownWork) {
            return false;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        PATIENCE);
  }

  // Where no lab is left, nothing else of it is either.
  private static void tidy(LabHome home) throws IOException {
    if (Files.exists(home.root())) {
      return;
    }
    Files.deleteIfExists(home.pointer());
    Files.deleteIfExists(file(home));
    try (Stream<Path> entries = Files.list(home.home())) {
      if (entries.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(home.home());
  }

  private static Path file(LabHome home) {
    return home.home().resolve("lab.lock");
  }
}
