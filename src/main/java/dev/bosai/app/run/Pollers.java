package dev.bosai.app.run;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Who asks a task queue for work. */
public final class Pollers {
  /** A long poll lasts a minute, so a worker that lives is seen at least that often. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(70);

  private final Service service;
  private final Clock clock;

  Pollers(Service service, Clock clock) {
    this.service = service;
    this.clock = clock;
  }

  /**
   * Returns one sentence if no worker asked the queue for work lately; empty if one did, or if the
   * service cannot say (the test server cannot).
   *
   * @param taskQueue name of the queue
   */
  public Optional<String> missing(String taskQueue) {
    try {
      Optional<Instant> seen = lastSeen(taskQueue);
      if (seen.filter(at -> at.plus(SEEN_WITHIN).isAfter(clock.instant())).isPresent()) {
        return Optional.empty();
      }
      return Optional.of(
          "no worker polls \"" + taskQueue + "\"" + seen.map(at -> " since " + at).orElse(""));
    } catch (StatusRuntimeException error) {
      if (error.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Optional.empty();
      }
      throw error;
    }
  }

  private Optional<Instant> lastSeen(String taskQueue) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(service.namespace())
            .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    return service.call(stub -> stub.describeTaskQueue(request)).getPollersList().stream()
        .map(Pollers::lastAccess)
        .max(Comparator.naturalOrder());
  }

  private static Instant lastAccess(PollerInfo poller) {
    Timestamp at = poller.getLastAccessTime();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
