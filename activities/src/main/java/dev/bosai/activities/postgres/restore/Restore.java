package dev.bosai.activities.postgres.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities.AskRestored;
import dev.bosai.workflows.port.RestoreActivities.DiscardRestored;
import dev.bosai.workflows.port.RestoreActivities.OpenRestored;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import dev.bosai.workflows.port.RestoreActivities.PreviewRestored;
import dev.bosai.workflows.port.RestoreActivities.RestoreBeside;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** Brings backups back beside nodes of this host. */
public final class Restore {
  private final Nodes nodes;
  private final BackupProviders providers;
  private final Admins admins;
  private final Try current;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * What all work on nodes shares.
   *
   * @param hosts finds nodes on this host
   * @param markers beside their data directories
   * @param listed the worker's own configuration
   */
  public record Nodes(Hosts hosts, Markers markers, Protected listed) {}

  /**
   * Makes it for the nodes of this host.
   *
   * @param providers opens repositories
   * @param admins logs in with today's passwords
   * @param current told how far long work has come
   */
  public Restore(Nodes nodes, BackupProviders providers, Admins admins, Try current) {
    this.nodes = nodes;
    this.providers = providers;
    this.admins = admins;
    this.current = current;
  }

  /**
   * Restores, or goes on where an earlier attempt was cut off.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED or WRONG_IDENTITY while nothing
   *     was touched
   */
  public Restored beside(RestoreBeside request)
      throws IOException, SQLException, InterruptedException {
    RestoreTask task = task(request.node());
    BackupProvider provider = providers.of(request.node());
    Token token = request.token();
    return alone(
        task,
        "restore " + token,
        () -> {
          RestoreWork phases = new RestoreWork(task, provider, current);
          RestoreState state = begun(task, phases, request);
          if (state.phase() == RestoreState.Phase.COPYING) {
            state = phases.copy(state, token);
          }
          if (state.phase() == RestoreState.Phase.COPIED) {
            state = phases.prepare(state, token);
          }
          return phases.isOpen(state)
              ? Objects.requireNonNull(state.restored())
              : phases.replay(state, token);
        });
  }

  private static RestoreState begun(RestoreTask task, RestoreWork phases, RestoreBeside request)
      throws IOException, InterruptedException {
    Optional<RestoreState> earlier = task.files().state(request.run());
    if (earlier.isPresent() && !earlier.get().differs(request.aim())) {
      return earlier.get();
    }
    task.check(request.token());
    if (earlier.isPresent()) {
      phases.giveUp(earlier.get());
    }
    return phases.begin(request);
  }

  /** Looks at what stands at its target; starts it again if the host has restarted meanwhile. */
  public Preview preview(PreviewRestored request)
      throws IOException, SQLException, InterruptedException {
    return new Previewing(standing(request.restored(), "preview"), current)
        .of(catalog(request.database()));
  }

  /**
   * Asks what stands at its target for one answer; starts it again if the host has restarted
   * meanwhile.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if nothing stands there, of type
   *     UNEXPECTED if it answers something else
   */
  public StatementAnswer ask(AskRestored request)
      throws IOException, SQLException, InterruptedException {
    return new Asking(standing(request.restored(), "statement"), current.bound())
        .of(catalog(request.statement().database()), request.statement());
  }

  private InstanceServer standing(Restored restored, String purpose)
      throws IOException, SQLException, InterruptedException {
    RestoreTask task = task(restored.node());
    BackupProvider provider = providers.of(restored.node());
    RestoreState state =
        alone(
            task,
            purpose,
            () -> {
              RestoreState found = task.require(restored.run());
              requireClosed(task, found);
              return new Standing(task, provider, current).stand(found).state();
            });
    return task.server(state);
  }

  private String catalog(DatabaseRef database) {
    return nodes.listed().database(database).database();
  }

  private static void requireClosed(RestoreTask task, RestoreState state) {
    if (state.phase().compareTo(RestoreState.Phase.REPLAYING) < 0
        || state.phase().compareTo(RestoreState.Phase.PAUSED) > 0) {
      throw Failures.of(
          FailureType.REFUSED,
          "what stands in \"%s\" is in phase \"%s\"; it is read-only at its target after the restore"
                  .formatted(task.files().directory(state.run()), state.phase())
              + " and before it is opened",
          "look at the run's steps");
    }
  }

  /** Ends its recovery at the target and stops it, or finds that done. */
  public Opened open(OpenRestored request) throws IOException, SQLException, InterruptedException {
    NodeRef node = request.restored().node();
    RestoreTask task = task(node);
    Standing standing = new Standing(task, providers.of(node), current);
    AdminLogin login =
        new AdminLogin(
            admins, nodes.listed().database(new DatabaseRef(node.system(), node.database())));
    return alone(
        task,
        "open " + request.token(),
        () ->
            new Opening(task, standing, login, current)
                .open(task.require(request.restored().run()), request.token()));
  }

  /** Removes a run's restore, and nothing else. */
  public boolean discard(DiscardRestored request)
      throws IOException, SQLException, InterruptedException {
    RestoreTask task = task(request.node());
    return alone(
        task,
        "discard " + request.token(),
        () -> {
          task.check(request.token());
          Optional<RestoreState> state = task.files().state(request.run());
          boolean there = Files.exists(task.files().directory(request.run()));
          if (state.isPresent()) {
            new Discarding(task).discard(state.get());
          }
          return there && state.isPresent();
        });
  }

  /** What is done while no other attempt works beside the same node. */
  @FunctionalInterface
  private interface Doing<T> {
    T run() throws IOException, SQLException, InterruptedException;
  }

  private <T> T alone(RestoreTask task, String purpose, Doing<T> doing)
      throws IOException, SQLException, InterruptedException {
    Locks.Lock lock = nodes.markers().work(task.node(), RestoreFiles.FOLDER, purpose);
    try {
      return doing.run();
    } finally {
      lock.close();
    }
  }

  private RestoreTask task(NodeRef ref) throws IOException {
    Host node = nodes.hosts().open(ref);
    String admin =
        nodes.listed().database(new DatabaseRef(ref.system(), ref.database())).admin().user();
    return new RestoreTask(
        new Instance.Beside(node, admin), new RestoreFiles(node, json), nodes.markers());
  }
}
