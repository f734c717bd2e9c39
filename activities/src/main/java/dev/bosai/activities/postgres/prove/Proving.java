package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.restore.Instance;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities.ProveBackup;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proves on a node's host that a backup can be restored, and writes down what was seen. */
public final class Proving {
  private final Nodes nodes;
  private final BackupProviders providers;
  private final Try current;

  /**
   * What all proofs of a worker share.
   *
   * @param hosts finds nodes on this host
   * @param markers beside their data directories
   * @param listed the worker's own configuration
   * @param primaries finds who takes writes
   */
  public record Nodes(Hosts hosts, Markers markers, Protected listed, Primaries primaries) {}

  /**
   * Makes it for the nodes of this host.
   *
   * @param providers opens repositories
   * @param current told how far it has come
   */
  public Proving(Nodes nodes, BackupProviders providers, Try current) {
    this.nodes = nodes;
    this.providers = providers;
    this.current = current;
  }

  /**
   * Proves, or finds the proof of the same order. What a killed attempt restored is removed and
   * restored again.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if there is no such backup or no
   *     room; damage is no failure
   */
  public Proven prove(ProveBackup request) throws IOException, SQLException, InterruptedException {
    Host node = nodes.hosts().open(request.node());
    BackupProvider provider = providers.of(request.node());
    Locks.Lock lock = nodes.markers().work(node, Scratch.FOLDER, "proof \"" + request.key() + "\"");
    try {
      Optional<Proven> done = provider.proofs().of(request.key());
      return done.isPresent() ? done.get() : made(request, node, provider);
    } finally {
      lock.close();
    }
  }

  private Proven made(ProveBackup request, Host node, BackupProvider provider)
      throws IOException, SQLException, InterruptedException {
    List<Backup> all = provider.backups();
    Backup backup = chosen(all, request.backup(), provider.repository());
    Serving serving = serving(request.node());
    Scratch scratch = new Scratch(new Instance.Beside(node, serving.database().admin().user()));
    scratch.clear();
    try {
      Proven proven = new Proof(scratch, provider, serving, current).of(backup, all);
      provider.proofs().record(request.key(), proven);
      return proven;
    } finally {
      scratch.clear();
    }
  }

  private static Backup chosen(List<Backup> all, @Nullable String id, String repository) {
    return all.stream()
        .filter(backup -> id == null || backup.id().equals(id))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.REFUSED,
                    "there is no backup %sin \"%s\"; nothing was changed"
                        .formatted(id == null ? "" : "\"" + id + "\" ", repository),
                    id == null ? "take one" : "choose one that \"bosai backup list\" shows"));
  }

  private Serving serving(NodeRef node) throws InterruptedException {
    DatabaseRef ref = new DatabaseRef(node.system(), node.database());
    return new Serving(nodes.listed().database(ref), nodes.primaries().writable(ref));
  }
}
