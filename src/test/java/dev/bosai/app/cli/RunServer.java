package dev.bosai.app.cli;

import dev.bosai.app.worker.StartGuard;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.backup.FindTransactionsRun;
import dev.bosai.workflows.backup.ListBackupsRun;
import dev.bosai.workflows.backup.MarkRestorePointRun;
import dev.bosai.workflows.backup.ProveBackupRun;
import dev.bosai.workflows.backup.TakeBackupRun;
import dev.bosai.workflows.port.RunActivities;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.CustomRunbookRun;
import dev.bosai.workflows.view.RunAttributes;
import dev.bosai.workflows.view.RunIds;
import io.temporal.activity.Activity;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Temporal for unit tests, a system that lives there, and a worker that can be let in. */
final class RunServer implements AutoCloseable {
  private static final String NAMESPACE = "default";

  private final int port;
  private final TestServer.PortBoundTestServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;

  RunServer() {
    this.port = freePort();
    this.server = TestServer.createPortBoundServer(port);
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(NAMESPACE)
                .setDataConverter(Payloads.converter())
                .build());
    this.workers = WorkerFactory.newInstance(client);
    registerAttributes();
  }

  int port() {
    return port;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * Lets a worker carry the system's runs on; the runbooks of these tests need no activity but the
   * closing one.
   */
  void startWorker(String system) {
    Worker worker = workers.newWorker(TaskQueues.system(system));
    worker.registerWorkflowImplementationTypes(CustomRunbookRun.class);
    worker.registerActivitiesImplementations(
        (RunActivities)
            () ->
                client
                    .newUntypedWorkflowStub(
                        Activity.getExecutionContext().getInfo().getWorkflowId())
                    .cancel());
    workers.start();
    giveWayTo(system);
  }

  /** Lets a worker in that lets runs begin as its own system file says. */
  void startGuardedWorker(SystemFile own) {
    WorkerFactory guarded =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new StartGuard(own))
                .validateAndBuildWithDefaults());
    Worker worker = guarded.newWorker(TaskQueues.system(own.system()));
    worker.registerWorkflowImplementationTypes(CustomRunbookRun.class);
    guarded.start();
    giveWayTo(own.system());
  }

  /**
   * Lets workers of the system and of one site do work on backups.
   *
   * @param activities what they can do
   */
  void startBackupWorkers(String system, String site, Object activities) {
    Worker runs = workers.newWorker(TaskQueues.system(system));
    runs.registerWorkflowImplementationTypes(
        TakeBackupRun.class,
        ListBackupsRun.class,
        ProveBackupRun.class,
        FindTransactionsRun.class,
        MarkRestorePointRun.class);
    runs.registerActivitiesImplementations(activities);
    workers.newWorker(TaskQueues.site(system, site)).registerActivitiesImplementations(activities);
    workers.start();
  }

  /**
   * A recovery asks an unfinished reprotect to give way; the server for unit tests never answers
   * that where there is none, unlike the real one.
   */
  private void giveWayTo(String system) {
    client
        .newUntypedWorkflowStub(
            "Reprotect",
            WorkflowOptions.newBuilder()
                .setWorkflowId(RunIds.reprotect(system, "main"))
                .setTaskQueue("nobody")
                .build())
        .start();
  }

  /** Writes the system file and a runbook of two steps that people do by hand. */
  void writeFiles(Path folder) throws IOException {
    writeFiles(folder, address());
  }

  /** Writes the same files for a system whose runs live elsewhere. */
  static void writeFiles(Path folder, String address) throws IOException {
    Files.writeString(
        folder.resolve("bosai.yaml"),
        """
        system: shop
        temporal: {address: "%s", namespace: default}
        sites: {tokyo: {home: true}, us-west: {}, ops: {role: witness}}
        databases:
          main:
            kind: postgres
            database: shop
            admin: {user: bosai, password: "env:BOSAI_PG"}
            nodes:
              db1: {site: tokyo, host: 127.0.0.1, port: 24901, data: /nowhere/db1, control: pg_ctl}
              db2: {site: us-west, host: 127.0.0.1, port: 24902, data: /nowhere/db2, control: pg_ctl}
            fence: [node]
            route:
              kind: router
              at: ["127.0.0.1:24903"]
              admin: "http://127.0.0.1:24904"
              backends: {db1: "127.0.0.1:24901", db2: "127.0.0.1:24902"}
            backups: {kind: basebackup, directory: /nowhere/backups}
        channels: {incident: {kind: webhook, url: "http://127.0.0.1:24905/"}}
        policy: {accept-loss: 30s}
        """
            .formatted(address));
    Files.writeString(
        folder.resolve("by-hand.yaml"),
        """
        runbook: by-hand
        title: Do it by hand
        level: L1
        objectives: {rto: 15m, rpo: 0s}
        steps:
          - manual: {id: first, title: Pull the plug, instructions: Pull it.}
          - manual: {id: second, title: Put it back, instructions: Put it back.}
        """);
  }

  private void registerAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address())
                .validateAndBuildWithDefaults());
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE);
    for (SearchAttributeKey<?> key : RunAttributes.all()) {
      request.putSearchAttributes(key.getName(), key.getValueType());
    }
    operator.blockingStub().addSearchAttributes(request.build());
    operator.shutdownNow();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    stubs.shutdownNow();
    server.close();
  }
}
