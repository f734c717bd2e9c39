package dev.bosai.activities.postgres.place;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets one directory take another's place by renaming alone. */
public final class Exchange {
  private final DataDirectory data;
  private final Path next;
  private final Path kept;

  /**
   * Makes an exchange.
   *
   * @param data the data directory
   * @param next what takes its place
   * @param kept where the old one goes
   */
  public Exchange(DataDirectory data, Path next, Path kept) {
    this.data = data;
    this.next = next;
    this.kept = kept;
  }

  /**
   * Why a data directory cannot be exchanged.
   *
   * @param sentence what it is
   * @param hint what to do about it
   */
  public record Obstacle(String sentence, String hint) {}

  /** Returns why a data directory cannot be renamed; nothing for one that can. */
  public static Optional<Obstacle> obstacle(DataDirectory data) throws IOException {
    Path path = data.path();
    if (Files.isSymbolicLink(path)) {
      return obstacle(path, "is a link", "name the real directory in the system file");
    }
    Object here = Files.getAttribute(path, "unix:dev");
    return here.equals(Files.getAttribute(path.resolve(".."), "unix:dev"))
        ? Optional.empty()
        : obstacle(
            path,
            "is a mount point, which cannot be renamed",
            "mount one level above it, so that the directory can be exchanged");
  }

  private static Optional<Obstacle> obstacle(Path path, String what, String hint) {
    return Optional.of(new Obstacle("data directory \"" + path + "\" " + what, hint));
  }

  /** Refuses a data directory that cannot be renamed. */
  public void require() throws IOException {
    Obstacle found = obstacle(data).orElse(null);
    if (found != null) {
      throw Failures.of(
          FailureType.REFUSED, found.sentence() + "; nothing was changed", found.hint());
    }
  }

  /** Puts what was prepared in place; the old directory, if it still is there, is kept aside. */
  public void place() throws IOException {
    if (!Files.isDirectory(next)) {
      return;
    }
    if (Files.isDirectory(data.path())) {
      Durable.rename(data.path(), kept);
    }
    Durable.rename(next, data.path());
  }

  /** Returns where the old directory is; empty if it was not kept. */
  public String kept() {
    return Files.isDirectory(kept) ? kept.toString() : "";
  }

  /** Removes the kept directory. */
  public void discard() throws IOException {
    Durable.removeTree(kept);
  }
}
