package dev.bosai.app.worker;

import com.google.protobuf.util.JsonFormat;
import dev.bosai.activities.Protected;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeActivities;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Lets a new worker do once, without effect, what a recovery begins with. Otherwise the first
 * recovery loads thousands of classes while clients cannot write: seconds on a busy machine.
 */
public final class Rehearsal {
  private static final String HISTORY = "/rehearsal/promotion.json";

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

  /** Looks at every listed node, read-only, over the wire and on this site's hosts. */
  void look(DatabaseActivities wire, NodeActivities hosts) {
    String system = listed.file().system();
    listed
        .file()
        .databases()
        .forEach(
            (name, database) -> {
              DatabaseRef ref = new DatabaseRef(system, name);
              database.nodes().entrySet().stream()
                  .filter(node -> node.getValue().site().equals(site))
                  .map(node -> new NodeActivities.Observe(ref.node(node.getKey()), null))
                  .forEach(hosts::observe);
              wire.reach(ref);
            });
  }

  // As "temporal workflow show --output json" writes it.
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
