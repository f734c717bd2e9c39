package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.fence.Demotion;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.move.Preparation;
import dev.bosai.activities.postgres.move.Replayed;
import dev.bosai.activities.postgres.move.ServingAgain;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Token;

/** A planned move of a primary, on the host this worker runs on. */
public final class PostgresMoveActivities implements MoveActivities {
  private final Preparation preparation;
  private final Replayed replayed;
  private final Demotion demotion;
  private final ServingAgain serving;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param markers shared with the worker's other work on nodes, since it holds locks
   * @param current the try that is running
   */
  public PostgresMoveActivities(Protected listed, Secrets secrets, Markers markers, Try current) {
    Hosts hosts = new Hosts(listed);
    LocalServer servers = new LocalServer(listed, new Admins(secrets));
    this.preparation = new Preparation(hosts, servers);
    this.replayed = new Replayed(hosts, servers);
    this.demotion = new Demotion(hosts, markers, servers);
    this.serving = new ServingAgain(hosts, markers, servers);
    this.current = current;
  }

  @Override
  public Prepared prepareMove(PrepareMove request) {
    return Work.on(
        "preparing the move of " + name(request.node()), () -> preparation.prepare(request));
  }

  @Override
  public Lsn awaitReplayed(AwaitReplayed request) {
    return Work.on("awaiting " + name(request.standby()), () -> replayed.await(request));
  }

  @Override
  public FenceProof.NodeDown demote(DemoteNode request) {
    DemoteNode now =
        new DemoteNode(
            request.node(), request.standby(), request.systemIdentifier(), now(request.token()));
    return Work.on("demoting " + name(now.node()), () -> demotion.demote(now));
  }

  @Override
  public Lsn serveAgain(ServeAgain request) {
    ServeAgain now =
        new ServeAgain(request.node(), request.systemIdentifier(), now(request.token()));
    return Work.on("putting back " + name(now.node()), () -> serving.serve(now));
  }

  private Token now(Token token) {
    return token.withAttempt(current.number());
  }

  private static String name(NodeRef node) {
    return "node \"" + node.node() + "\"";
  }
}
