package dev.bosai.app.kill;

import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.lab.daemon.Daemon;
import dev.bosai.app.lab.daemon.Daemons;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A lab's Temporal that has been killed and whose database is gone. */
public final class LostTemporal {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Lab lab;

  /** Makes it of a lab. */
  public LostTemporal(LabDrill drill) {
    this.lab = drill.lab();
  }

  /** Kills it. */
  public void dies() {
    ProcessIdentity process = process();
    ProcessIdentity.signal("KILL", List.of(process));
    if (!Await.until(() -> !process.alive(), PATIENCE)) {
      throw new AssertionError("temporal lives: " + process);
    }
  }

  /** Returns its process. */
  ProcessIdentity process() {
    return LabStatus.of(lab).processes().stream()
        .filter(other -> other.name().equals("temporal"))
        .map(LabStatus.Other::pid)
        .flatMap(pid -> ProcessIdentity.of(pid).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no temporal in " + lab.layout().root()));
  }

  /** Deletes what it knew and starts it, and nothing else. */
  public void startsEmpty() {
    try (Stream<Path> files = Files.list(lab.layout().ops())) {
      List<Path> database =
          files
              .filter(file -> String.valueOf(file.getFileName()).startsWith("temporal.db"))
              .toList();
      if (database.isEmpty()) {
        throw new AssertionError("no database of temporal in " + lab.layout().ops());
      }
      for (Path file : database) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemons daemons = new Daemons(lab.layout(), lab.settings().user());
    Daemon temporal = new LabDaemons(lab.layout(), lab.settings()).temporal();
    daemons.start(temporal);
    try (TemporalConnection connection = TemporalConnection.open(place(), TemporalAccess.plain())) {
      daemons.await(temporal, () -> answers(connection), PATIENCE);
    }
  }

  private TemporalService place() {
    return new TemporalService(
        "127.0.0.1:" + lab.settings().ports().temporal(), LabDaemons.NAMESPACE, "");
  }

  /** A server answers its port before it answers requests. */
  private static boolean answers(TemporalConnection connection) {
    try {
      connection
          .service()
          .blockingStub()
          .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(LabDaemons.NAMESPACE).build());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }
}
