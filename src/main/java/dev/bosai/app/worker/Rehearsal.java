package dev.bosai.app.worker;

import com.google.protobuf.util.JsonFormat;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.Rehearsal.Look;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeActivities.Observe;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Lets a new worker do once, without effect, what a recovery begins with. Otherwise the first
 * recovery loads thousands of classes while clients cannot write: seconds on a busy machine.
 */
public final class Rehearsal {
  private static final String HISTORY = "/rehearsal/promotion.json";

  /**
   * Java compiles what it has seen some hundred times; a promotion on a worker that had decided ten
   * before took 40 to 60 ms less ({@code bosai bench speed}).
   */
  private static final int REPLAYS = 10;

  private static final int LOOKS = 8;

  private final Protected listed;
  private final String site;

  /**
   * Makes it.
   *
   * @param listed what this worker may touch
   * @param site whose hosts it works on
   */
  public Rehearsal(Protected listed, String site) {
    this.listed = listed;
    this.site = site;
  }

  /**
   * Carries a recorded promotion out again; the recorded answers are used, so nothing is asked and
   * nothing is done.
   *
   * @throws Exception if the workflow would decide otherwise today
   */
  public static void replay(Worker runs) throws Exception {
    runs.replayWorkflowExecution(new WorkflowExecutionHistory(history()));
  }

  /**
   * Decides often.
   *
   * @throws Exception if the workflow would decide otherwise today
   */
  static void warmUp(Worker runs) throws Exception {
    for (int n = 0; n < REPLAYS; n++) {
      replay(runs);
    }
  }

  /** Returns read-only looks at every listed node, over the wire and on this site's hosts. */
  List<Look> looks() {
    List<Look> once =
        listed.file().databases().entrySet().stream()
            .flatMap(database -> looks(database.getKey(), database.getValue()))
            .toList();
    return Collections.nCopies(LOOKS, once).stream().flatMap(List::stream).toList();
  }

  private Stream<Look> looks(String name, Database database) {
    DatabaseRef ref = new DatabaseRef(listed.file().system(), name);
    Stream<Look> hosts =
        database.nodes().entrySet().stream()
            .filter(node -> node.getValue().site().equals(site))
            .map(node -> new Look("Observe", new Observe(ref.node(node.getKey()), null)));
    return Stream.concat(hosts, Stream.of(new Look("Reach", ref)));
  }

  private static History history() {
    try (InputStream in =
        Objects.requireNonNull(Rehearsal.class.getResourceAsStream(HISTORY), HISTORY)) {
      History.Builder history = History.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new InputStreamReader(in, StandardCharsets.UTF_8), history);
      return history.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
