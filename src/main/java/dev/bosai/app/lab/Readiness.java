package dev.bosai.app.lab;

import dev.bosai.app.host.Ports;
import dev.bosai.app.lab.daemon.Daemon;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.lab.daemon.Registry;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tells whether the lab's processes do what they are for, not only whether they live. */
final class Readiness implements AutoCloseable {
  /** Name of the lab's system. */
  static final String SYSTEM = "lab";

  private static final String DATABASE = "main";
  private static final long ANSWER_WITHIN_MS = 2000;

  private final Lab lab;
  private final TemporalConnection temporal;

  Readiness(Lab lab) {
    this.lab = lab;
    this.temporal =
        TemporalConnection.open(
            new TemporalService(
                "127.0.0.1:" + lab.settings().ports().temporal(), LabDaemons.NAMESPACE, ""),
            TemporalAccess.plain());
  }

  /** Returns whether a daemon is ready. */
  boolean ready(Daemon daemon) {
    return switch (daemon.name()) {
      case "probe" -> acknowledged() && polls(daemon, TaskQueues.probe(SYSTEM, DATABASE));
      case "worker-tokyo", "worker-us-west" ->
          polls(daemon, TaskQueues.site(SYSTEM, daemon.site()))
              && polls(daemon, TaskQueues.system(SYSTEM));
      default -> daemon.ports().stream().allMatch(Ports::answers);
    };
  }

  @Override
  public void close() {
    temporal.close();
  }

  private boolean acknowledged() {
    Path ledger = lab.layout().ledger();
    try {
      return Files.exists(ledger) && Files.size(ledger) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Temporal lists a poller for minutes after its death, so only the living process counts.
  private boolean polls(Daemon daemon, String queue) {
    return new Registry(lab.layout().processes())
        .living(daemon.name())
        .map(process -> process.pid() + "@")
        .filter(process -> pollers(queue).stream().anyMatch(name -> name.startsWith(process)))
        .isPresent();
  }

  // An SDK's client is named "pid@host" by default.
  private List<String> pollers(String queue) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(LabDaemons.NAMESPACE)
            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    try {
      return temporal
          .service()
          .blockingStub()
          .withDeadlineAfter(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS)
          .describeTaskQueue(request)
          .getPollersList()
          .stream()
          .map(PollerInfo::getIdentity)
          .toList();
    } catch (StatusRuntimeException notYet) {
      // The server answers its port before it answers requests; the caller looks again until its
      // own time-out.
      return List.of();
    }
  }
}
