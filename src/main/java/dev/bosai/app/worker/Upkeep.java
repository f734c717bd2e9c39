package dev.bosai.app.worker;

import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.SystemFile;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.schedules.ScheduleException;
import java.time.Instant;

/**
 * Sees to it that Temporal has what runs need, also after it has lost all it knew: its namespace
 * has another id then, and a run could not be carried on without search attributes, nor would
 * anybody hear of a missing backup without schedules.
 */
final class Upkeep {
  private final TemporalConnection connection;
  private final SystemFile file;
  private String kept = "";
  private String told = "";

  Upkeep(TemporalConnection connection, SystemFile file) {
    this.connection = connection;
    this.file = file;
  }

  /** Looks, and makes what is missing; what cannot be done now is told once and done later. */
  void look() {
    try {
      String now = namespace();
      if (!now.equals(kept)) {
        SearchAttributes.ensure(connection);
        Schedules.ensure(connection, file);
        kept = now;
      }
      told = "";
    } catch (StatusRuntimeException | ScheduleException away) {
      Throwable cause = away.getCause();
      tell(String.valueOf(cause == null ? away.getMessage() : cause.getMessage()));
    }
  }

  private void tell(String why) {
    if (!why.equals(told)) {
      System.out.printf(
          "%s it is not known whether backups are scheduled, so perhaps nobody is told when one is"
              + " missing: %s%n",
          Instant.now(), why);
      told = why;
    }
  }

  private String namespace() {
    return connection
        .service()
        .blockingStub()
        .describeNamespace(
            DescribeNamespaceRequest.newBuilder()
                .setNamespace(connection.client().getOptions().getNamespace())
                .build())
        .getNamespaceInfo()
        .getId();
  }
}
