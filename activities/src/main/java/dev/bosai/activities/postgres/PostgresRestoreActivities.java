package dev.bosai.activities.postgres;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.restore.Restore;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities;
import dev.bosai.workflows.port.Token;

/** Restores on the host this worker runs on; one instance per worker, since it holds locks. */
public final class PostgresRestoreActivities implements RestoreActivities {
  private final Restore restore;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param nodes the worker's own, with the markers it shares with its other work, since they lock
   * @param providers opens repositories
   * @param admins resolves the administrator's password
   * @param current the try that is running
   */
  public PostgresRestoreActivities(
      Restore.Nodes nodes, BackupProviders providers, Admins admins, Try current) {
    this.restore = new Restore(nodes, providers, admins, current);
    this.current = current;
  }

  @Override
  public Restored restoreBeside(RestoreBeside request) {
    RestoreBeside now =
        new RestoreBeside(request.node(), request.aim(), request.run(), now(request.token()));
    return Work.on("restoring beside " + name(now.node()), () -> restore.beside(now));
  }

  @Override
  public Preview previewRestored(PreviewRestored request) {
    return Work.on(
        "looking beside " + name(request.restored().node()), () -> restore.preview(request));
  }

  @Override
  public StatementAnswer askRestored(AskRestored request) {
    return Work.on(
        "the statement, asked beside " + name(request.restored().node()),
        () -> restore.ask(request));
  }

  @Override
  public Opened openRestored(OpenRestored request) {
    OpenRestored now = new OpenRestored(request.restored(), now(request.token()));
    return Work.on(
        "opening what stands beside " + name(now.restored().node()), () -> restore.open(now));
  }

  @Override
  public boolean discardRestored(DiscardRestored request) {
    DiscardRestored now = new DiscardRestored(request.node(), request.run(), now(request.token()));
    return Work.on("discarding what stands beside " + name(now.node()), () -> restore.discard(now));
  }

  private Token now(Token token) {
    return token.withAttempt(current.number());
  }

  private static String name(NodeRef node) {
    return "node \"" + node.node() + "\"";
  }
}
