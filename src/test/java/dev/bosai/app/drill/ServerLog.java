package dev.bosai.app.drill;

import dev.bosai.app.lab.LabNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a database server logged since it was marked. Whoever starts a server chooses its log: the
 * lab's own beside the site's other logs, a worker's beside the data directory.
 *
 * @param byLab log of a server that the lab started
 * @param byWorker log of a server that a worker started
 */
public record ServerLog(Appended byLab, Appended byWorker) {

  /** Marks both logs where they end now. */
  public static ServerLog toEnd(LabNode node) {
    Path beside = node.data().resolveSibling(node.data().getFileName() + ".bosai");
    return new ServerLog(Appended.toEnd(node.log()), Appended.toEnd(beside.resolve("server.log")));
  }

  /** Returns the lines that hold a text. */
  public List<String> with(String text) {
    return Stream.concat(byLab.with(text).stream(), byWorker.with(text).stream()).toList();
  }
}
