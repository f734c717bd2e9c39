package dev.bosai.app.kill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Orders for whoever meets them; each lies in a file that whoever carries it out first takes away,
 * so that it is carried out once.
 *
 * @param folder where workers look for them
 */
record KillOrders(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GIVEN = "order-";
  private static final String LET_GO = "let-go";
  private static final long EVERY_MS = 10;

  /** Gives orders. */
  void give(List<KillOrder> orders) {
    try {
      Files.deleteIfExists(folder.resolve(LET_GO));
      for (int n = 0; n < orders.size(); n++) {
        Path part = folder.resolve("part-" + n);
        JSON.writeValue(part.toFile(), orders.get(n));
        Files.move(part, folder.resolve(GIVEN + n), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes an order for this moment away, if there is one; nobody else gets it then. */
  Optional<KillOrder> take(KillPoint point, Piece piece) {
    return given().stream()
        .filter(file -> read(file).filter(order -> order.isFor(point, piece)).isPresent())
        .findFirst()
        .flatMap(KillOrders::take);
  }

  /** Returns whether somebody met each of them. */
  boolean met() {
    return given().isEmpty();
  }

  /** Lets go what is held up. */
  void letGo() {
    try {
      Files.createFile(folder.resolve(LET_GO));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when what is held up may go on, or is told to end. */
  void awaitLetGo() {
    while (!Files.exists(folder.resolve(LET_GO)) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MS));
    }
  }

  /** Takes back what nobody met, and returns it. */
  List<KillOrder> unmet() {
    return given().stream().flatMap(file -> take(file).stream()).toList();
  }

  private List<Path> given() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(GIVEN))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<KillOrder> take(Path file) {
    Path taken = file.resolveSibling("taken-" + ProcessHandle.current().pid());
    try {
      Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
      return read(taken);
    } catch (NoSuchFileException takenByAnother) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<KillOrder> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), KillOrder.class));
    } catch (NoSuchFileException takenByAnother) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
