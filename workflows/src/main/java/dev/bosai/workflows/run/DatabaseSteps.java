package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FollowPrimary;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.NodeActivities.SecureNode;
import dev.bosai.workflows.port.NodeActivities.Secured;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The effects on a database, each asked for with what the steps before it proved. */
final class DatabaseSteps {
  private final Ports ports;
  private final HomeFence home;
  private final Recoveries recoveries;
  private final Board board;
  private final RunClock clock;
  private final String run;

  DatabaseSteps(PointInTimeSteps.Shared shared, HomeFence home, RunClock clock, String run) {
    this.ports = shared.ports();
    this.home = home;
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.clock = clock;
    this.run = run;
  }

  Outcome promote(Promote step) {
    Recovery recovery = recoveries.of(step.database());
    Assessment found = recovery.assessment();
    NodeRef node = ports.database(step.database()).node(found.candidate());
    PromoteNode request =
        new PromoteNode(
            node,
            recovery.proof(),
            found.candidateFacts().systemIdentifier(),
            found.timeline(),
            recovery.nextToken());
    Promoted done = promote(step, recovery, request);
    recovery.promoted(done);
    home.begin(step.head(), recovery, ports.database(step.database()).node(found.oldPrimary()));
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("node", done.node());
    evidence.put("timeline", String.valueOf(done.timeline()));
    evidence.put("fork", done.fork().toString());
    evidence.put("at", done.at().toString());
    if (recovery.proof() instanceof FenceProof.NodeDown down && down.checkpoint() != null) {
      evidence.put("last checkpoint of " + down.node(), down.checkpoint().toString());
      evidence.put("replayed before the promotion", done.fork().toString());
    }
    if (!done.clearedSynchronousStandbyNames().isEmpty()) {
      evidence.put("durability reduced, was", done.clearedSynchronousStandbyNames());
    }
    return new Outcome(
        "\"" + done.node() + "\" takes writes on timeline " + done.timeline(), evidence);
  }

  /** Whether a promotion that failed took effect is not known, unless it was refused. */
  private Promoted promote(Promote step, Recovery recovery, PromoteNode request) {
    recovery.promotionAsked();
    try {
      return ports.host(step.head(), request.node()).promote(request);
    } catch (ActivityFailure failure) {
      if (Failed.changedNothing(failure)) {
        recovery.promotionRefused();
      }
      throw failure;
    }
  }

  Outcome repoint(Repoint step) {
    Recovery recovery = recoveries.of(step.database());
    Promoted promoted = recovery.promoted();
    recovery.routeBegins();
    Promise<RouteMoved> route =
        Async.function(
            ports.route(step.head(), step.database())::moveRoute,
            new MoveRoute(ports.database(step.database()), promoted.node(), recovery.nextToken()));
    List<Promise<Following>> following =
        recovery.assessment().followers().stream()
            .map(node -> follow(step, recovery, node))
            .toList();
    if (route.getFailure() == null) {
      recovery.routed();
    }
    Settled.all(Stream.concat(Stream.of(route), following.stream()).toList());
    if (!following.isEmpty()) {
      recovery.followed();
    }
    RouteMoved moved = route.get();
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("route", moved.kind() + " leads to " + moved.node());
    evidence.put("closed connections", String.valueOf(moved.closed()));
    following.forEach(
        promise -> evidence.put("follower " + promise.get().node(), promise.get().how()));
    return new Outcome("clients are led to \"" + moved.node() + "\"", evidence);
  }

  private Promise<Following> follow(Repoint step, Recovery recovery, String node) {
    NodeRef ref = ports.database(step.database()).node(node);
    FollowPrimary request =
        new FollowPrimary(ref, recovery.promoted().node(), recovery.nextToken());
    return Async.function(ports.host(step.head(), ref)::follow, request);
  }

  /** Writes as a client does; the service is restored from then on. */
  WriteProof verify(Verify step) {
    Promoted promoted = recoveries.of(step.database()).promoted();
    WriteProof proof =
        ports
            .wire(step.head())
            .verifyWrite(
                new VerifyWrite(
                    ports.database(step.database()),
                    promoted.systemIdentifier(),
                    promoted.timeline()));
    return proof;
  }

  void restored(String database, Instant at) {
    board.restored(at);
    board.protection(recoveries.of(database).isFollowed() ? "standby-only" : "exposed");
    clock.stop();
  }

  Outcome preserve(Preserve step) {
    Recovery recovery = recoveries.of(step.database());
    Assessment found = recovery.assessment();
    NodeRef node = ports.database(step.database()).node(found.oldPrimary());
    home.complete(step.head(), recovery, node);
    Preserved kept =
        ports
            .host(step.head(), node)
            .preserve(
                new PreserveNode(
                    node,
                    recovery.promoted(),
                    found.timeline(),
                    run,
                    recovery.lastAcknowledged(),
                    recovery.nextToken()));
    recovery.preserved(kept);
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("directory", kept.directory());
    evidence.put("fork", kept.fork().toString());
    evidence.put("lost commits", String.valueOf(kept.lost().count()));
    evidence.put("list", kept.lost().idsFile());
    evidence.put("sha256", kept.lost().sha256());
    return new Outcome("the old timeline's writes are kept: " + kept.lost().text(), evidence);
  }

  Outcome rejoin(Rejoin step) {
    Recovery recovery = recoveries.of(step.database());
    Following done = rejoin(step, recovery, recovery.preserved());
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("how", done.how());
    if (!done.kept().isEmpty()) {
      evidence.put("old data directory kept", done.kept());
    }
    for (Preserved other : recovery.othersPreserved()) {
      evidence.put("\"" + other.node() + "\" follows", rejoin(step, recovery, other).how());
    }
    return new Outcome(
        "\"" + done.node() + "\" follows \"" + done.primary() + "\" again (" + done.how() + ")",
        evidence);
  }

  private Following rejoin(Rejoin step, Recovery recovery, Preserved kept) {
    NodeRef node = ports.database(step.database()).node(kept.node());
    return ports
        .host(step.head(), node)
        .rejoin(new RejoinNode(node, recovery.promoted().node(), kept, recovery.nextToken()));
  }

  Outcome awaitStandby(AwaitStandby step) {
    Recovery recovery = recoveries.of(step.database());
    Promoted promoted = recovery.promoted();
    NodeRef primary = ports.database(step.database()).node(promoted.node());
    Secured secured =
        ports
            .host(step.head(), primary)
            .secure(
                new SecureNode(
                    primary,
                    recovery.preserved().node(),
                    promoted.fork(),
                    promoted.clearedSynchronousStandbyNames(),
                    recovery.nextToken()));
    board.protection("standby-only");
    recovery.move().followed();
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("standby", secured.standby());
    evidence.put("replayed", secured.replayed().toString());
    evidence.put("synchronous_standby_names", secured.synchronousStandbyNames());
    return new Outcome(
        "\"" + secured.standby() + "\" streams past the fork; protection: standby-only", evidence);
  }
}
