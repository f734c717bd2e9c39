package dev.bosai.app.temporal;

import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An open connection to the one place where a system's runs live. */
public final class TemporalConnection implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) {
    this.stubs = stubs;
    this.client = client;
  }

  /**
   * Opens a connection; the first call shows whether the service answers.
   *
   * @param service address and namespace, as the system file says
   */
  public static TemporalConnection open(TemporalService service) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(service.address())
                .setRpcTimeout(Duration.ofSeconds(10))
                .build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(service.namespace())
                .setDataConverter(Payloads.converter())
                .build());
    return new TemporalConnection(stubs, client);
  }

  /** Returns the client for runs. */
  public WorkflowClient client() {
    return client;
  }

  /** Returns the raw service, for what the client does not offer. */
  public WorkflowServiceStubs service() {
    return stubs;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(1, TimeUnit.SECONDS);
  }
}
