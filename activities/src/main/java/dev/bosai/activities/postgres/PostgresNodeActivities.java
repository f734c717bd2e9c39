package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.isolation.ReadBack;
import dev.bosai.activities.postgres.fence.Lifting;
import dev.bosai.activities.postgres.fence.NodeFence;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.promote.ArchivedHistories;
import dev.bosai.activities.postgres.promote.Promotion;
import dev.bosai.activities.postgres.promote.ProofCheck;
import dev.bosai.activities.postgres.rejoin.Follow;
import dev.bosai.activities.postgres.rejoin.Rejoin;
import dev.bosai.activities.postgres.rejoin.Security;
import dev.bosai.activities.postgres.wal.Preservation;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.route.ConfiguredRoutes;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;

/** PostgreSQL on the host this worker runs on; one instance per worker, since it holds locks. */
public final class PostgresNodeActivities implements NodeActivities {
  private final Observation observation;
  private final NodeFence fence;
  private final Lifting lifting;
  private final Promotion promotion;
  private final Follow follow;
  private final Preservation preservation;
  private final Rejoin rejoin;
  private final Security security;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param markers shared with the worker's other work on nodes, since it holds locks
   * @param current the try that is running
   */
  public PostgresNodeActivities(Protected listed, Secrets secrets, Markers markers, Try current) {
    Hosts hosts = new Hosts(listed);
    Admins admins = new Admins(secrets);
    LocalServer servers = new LocalServer(listed, admins);
    this.observation = new Observation(hosts, markers, servers);
    this.fence = new NodeFence(hosts, markers);
    this.lifting = new Lifting(hosts, markers);
    this.promotion =
        new Promotion(
            hosts,
            markers,
            servers,
            new Promotion.Before(
                new ProofCheck(
                    listed,
                    admins,
                    new ReadBack(listed, secrets),
                    new ConfiguredRoutes(listed, secrets)),
                new ArchivedHistories(new ConfiguredBackups(listed, secrets))));
    this.follow = new Follow(hosts, markers, listed, admins);
    this.preservation = new Preservation(hosts, markers, listed, admins);
    this.rejoin = new Rejoin(new Rejoin.Nodes(hosts, markers, listed, admins), secrets, current);
    this.security = new Security(hosts, markers, servers);
    this.current = current;
  }

  @Override
  public HostFacts observe(Observe request) {
    return Work.on("observing " + name(request.node()), () -> observation.observe(request));
  }

  @Override
  public FenceProof.NodeDown fence(FenceNode request) {
    FenceNode now = new FenceNode(request.node(), request.systemIdentifier(), now(request.token()));
    return Work.on("fencing " + name(now.node()), () -> fence.fence(now));
  }

  @Override
  public boolean liftFence(LiftFence request) {
    LiftFence now = new LiftFence(request.node(), request.systemIdentifier(), now(request.token()));
    return Work.on("lifting the fence of " + name(now.node()), () -> lifting.lift(now));
  }

  @Override
  public Promoted promote(PromoteNode request) {
    PromoteNode now =
        new PromoteNode(
            request.node(),
            request.proof(),
            request.systemIdentifier(),
            request.timeline(),
            now(request.token()));
    return Work.on("promoting " + name(now.node()), () -> promotion.promote(now));
  }

  @Override
  public Following follow(FollowPrimary request) {
    FollowPrimary now = new FollowPrimary(request.node(), request.primary(), now(request.token()));
    return Work.on("pointing " + name(now.node()), () -> follow.follow(now));
  }

  @Override
  public Preserved preserve(PreserveNode request) {
    PreserveNode now =
        new PreserveNode(
            request.node(),
            request.promoted(),
            request.timeline(),
            request.run(),
            request.lastAcknowledged(),
            now(request.token()));
    return Work.on("keeping the writes of " + name(now.node()), () -> preservation.preserve(now));
  }

  @Override
  public Following rejoin(RejoinNode request) {
    RejoinNode now =
        new RejoinNode(
            request.node(), request.primary(), request.preserved(), now(request.token()));
    return Work.on("rejoining " + name(now.node()), () -> rejoin.rejoin(now));
  }

  @Override
  public Secured secure(SecureNode request) {
    SecureNode now =
        new SecureNode(
            request.node(),
            request.standby(),
            request.fork(),
            request.synchronousStandbyNames(),
            now(request.token()));
    return Work.on("securing " + name(now.node()), () -> security.secure(now));
  }

  private Token now(Token token) {
    return token.withAttempt(current.number());
  }

  private static String name(NodeRef node) {
    return "node \"" + node.node() + "\"";
  }
}
