package dev.bosai.app.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everybody dies at one point of every piece of work that recovers: the first time it goes by, so
 * that the next try goes on. Who died is written down first, and stands there afterwards.
 *
 * @param folder where workers look for it
 */
record StandingOrder(Path folder) {
  private static final Set<String> RUNS = Set.of("PointInTimeRecovery", "Reprotect");

  /**
   * Gives it anew: nobody has died yet.
   *
   * @param works activity types that it is for; empty means all
   */
  void give(KillPoint point, List<String> works) {
    try {
      for (Path mark : marks()) {
        Files.delete(mark);
      }
      Path part =
          Files.writeString(folder.resolve("each.part"), point + " " + String.join(" ", works));
      Files.move(part, folder.resolve("each"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns at which work somebody died. */
  Set<String> obeyed() {
    try {
      return marks().stream()
          .map(mark -> String.valueOf(mark.getFileName()).substring("struck-".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether somebody is to die now; nobody else is told so of this piece. */
  boolean meets(KillPoint point, Piece piece) {
    try {
      return RUNS.contains(piece.run())
          && isMeant(Files.readString(folder.resolve("each")), point, piece.work())
          && Files.exists(Files.createFile(folder.resolve("struck-" + piece.name())));
    } catch (NoSuchFileException noOrder) {
      return false;
    } catch (FileAlreadyExistsException struckBefore) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMeant(String order, KillPoint point, String work) {
    List<String> words = List.of(order.strip().split(" +", -1));
    return words.get(0).equals(point.name())
        && (words.size() == 1 || words.subList(1, words.size()).contains(work));
  }

  private Set<Path> marks() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("struck-"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
