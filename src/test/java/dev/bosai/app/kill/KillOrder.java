package dev.bosai.app.kill;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Who dies, and when; it lies in a file that whoever carries it out first takes away, so that it is
 * carried out once.
 *
 * @param point where in the life of the work
 * @param work activity type, or {@code Child} for the run that brings redundancy back
 * @param about text within the work's arguments; empty fits all
 * @param victim process id; 0 for the process that meets the point
 */
record KillOrder(KillPoint point, String work, String about, long victim) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Puts the order where the workers look for it. */
  void give(Path file) {
    try {
      Path part = file.resolveSibling("order.part");
      JSON.writeValue(part.toFile(), this);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the order away if it is for this moment; nobody else gets it then. */
  static Optional<KillOrder> take(Path file, KillPoint point, Piece piece) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      KillOrder order = JSON.readValue(Files.readAllBytes(file), KillOrder.class);
      boolean meant =
          order.point == point
              && order.work.equals(piece.work())
              && piece.arguments().contains(order.about);
      if (!meant) {
        return Optional.empty();
      }
      Files.move(file, file.resolveSibling("order.taken"), StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(order);
    } catch (NoSuchFileException takenByAnother) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
