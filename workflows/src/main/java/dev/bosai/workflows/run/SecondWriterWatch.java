package dev.bosai.workflows.run;

import dev.bosai.workflows.port.DatabaseActivities.SecondWriter;
import dev.bosai.workflows.port.DatabaseActivities.WatchNode;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * After a promotion over a node that was not proven down on its own host: tells everybody at once
 * if that node takes writes beside the new primary, whoever started it.
 */
final class SecondWriterWatch {
  private final Ports ports;
  private final Board board;
  private final Herald herald;
  private final Map<String, CancellationScope> watching = new LinkedHashMap<>();

  SecondWriterWatch(Ports ports, Board board, Herald herald) {
    this.ports = ports;
    this.board = board;
    this.herald = herald;
  }

  /** Watches from now on, if nobody does yet. */
  void begin(Recovery recovery, NodeRef old) {
    if (watching.containsKey(recovery.database())) {
      return;
    }
    String system = recovery.promoted().systemIdentifier();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                Async.function(ports.writers(old)::awaitSecondWriter, new WatchNode(old, system))
                    .thenApply(found -> loud(found, recovery)));
    watching.put(recovery.database(), scope);
    scope.run();
  }

  /** The node was fenced on its own host: there is nobody left to be watched. */
  void end(Recovery recovery) {
    CancellationScope scope = watching.remove(recovery.database());
    if (scope != null) {
      scope.cancel("fenced on its own host");
    }
  }

  private SecondWriter loud(SecondWriter found, Recovery recovery) {
    String text =
        "TWO WRITERS: \"%s\" takes writes on timeline %d beside \"%s\", seen at %s"
            .formatted(found.node(), found.timeline(), recovery.promoted().node(), found.at());
    FenceNote.keep(board, found.node(), "second writer", text);
    herald.tellAll(
        "second-writer/" + found.node(),
        text
            + "\n  HINT: keep clients away from \""
            + found.node()
            + "\" and start the worker of its site, which fences it before anything else");
    return found;
  }
}
