package dev.bosai.app.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk that takes no new state of the router: it leads clients on as before, and every move
 * fails, until it is mended.
 */
public final class StuckRoute {
  private final Path state;
  private final Path aside;

  private StuckRoute(Path state) {
    this.state = state;
    this.aside = state.resolveSibling("router.state.aside");
  }

  /** Breaks it: a directory with something in it cannot be replaced by a file. */
  public static StuckRoute of(LabDrill drill) throws IOException {
    StuckRoute stuck = new StuckRoute(drill.lab().layout().ops().resolve("router.state"));
    Files.move(stuck.state, stuck.aside);
    Files.createDirectory(stuck.state);
    Files.createFile(stuck.state.resolve("in-the-way"));
    return stuck;
  }

  /** Puts everything back. */
  public void mend() throws IOException {
    Files.delete(state.resolve("in-the-way"));
    Files.delete(state);
    Files.move(aside, state);
  }
}
