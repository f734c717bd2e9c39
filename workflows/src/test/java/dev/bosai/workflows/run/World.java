package dev.bosai.workflows.run;

import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.OutsideActivities;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.ProbeActivities;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.RunActivities;
import dev.bosai.workflows.port.Token;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A world of two nodes that remembers what was done to it; db1 was the primary and is silent. */
final class World
    implements NodeActivities,
        DatabaseActivities,
        ProbeActivities,
        OutsideActivities,
        RunActivities {
  static final Instant LAST_ACKNOWLEDGED = Instant.parse("2026-11-23T03:14:07Z");

  final List<String> done = new CopyOnWriteArrayList<>();
  final List<Message> told = new CopyOnWriteArrayList<>();
  final Set<String> broken = ConcurrentHashMap.newKeySet();
  final Set<String> withoutAnswer = ConcurrentHashMap.newKeySet();
  final Set<String> withoutEffect = ConcurrentHashMap.newKeySet();
  final Tokens tokens = new Tokens();
  final CutOff cut = new CutOff(this);
  final Led led = new Led(this);
  final Moved moved = new Moved(this);
  final AtomicInteger looksBeforeTheStandbyAnswers = new AtomicInteger();
  volatile boolean primaryAnswers;
  volatile boolean primaryHostAnswers = true;
  volatile boolean fenced;
  volatile @Nullable Remembered remembered;
  volatile boolean oldPrimaryWrites;
  volatile @Nullable PastTheRoute past;
  volatile boolean fenceGoesSilent;
  volatile int timeline = 1;
  volatile long lossMs = 300;
  volatile boolean anythingLost = true;
  volatile boolean writesFail = true;
  volatile @Nullable Instant acknowledgedBeforeTheLoss;
  volatile @Nullable FenceProof promotedOn;

  void act(String what, Token token) {
    failIfBroken(what);
    failIfIn(withoutEffect, what);
    if (tokens.isStale(what.substring(what.lastIndexOf(' ') + 1), token)) {
      throw ApplicationFailure.newNonRetryableFailure("stale", FailureType.STALE_TOKEN.name());
    }
    done.add(what);
  }

  static void failIfIn(Set<String> failing, String what) {
    if (failing.contains(what)) {
      throw ApplicationFailure.newNonRetryableFailure(
          what + " did not answer as expected\n  HINT: look at it", FailureType.UNEXPECTED.name());
    }
  }

  private void failIfBroken(String what) {
    if (broken.contains(what)) {
      throw ApplicationFailure.newNonRetryableFailure(
          what + " is broken\n  HINT: mend it, then retry", FailureType.REFUSED.name());
    }
  }

  @Override
  public HostFacts observe(Observe request) {
    boolean old = request.node().node().equals("db1");
    if (old && !primaryHostAnswers) {
      throw ApplicationFailure.newNonRetryableFailure("away", FailureType.REFUSED.name());
    }
    LossFound beyond =
        request.beyond() == null ? null : loss("wal", 7, "7 commits on the old primary's disk");
    return new HostFacts(
        request.node().node(),
        false,
        old && fenced,
        tokens.newest,
        "4711",
        1,
        old ? beyond : null,
        old && primaryAnswers,
        old ? null : remembered);
  }

  @Override
  public FenceProof.@Nullable NodeDown fence(FenceNode request) {
    if (fenceGoesSilent) {
      done.add("fence goes silent");
      Activity.getExecutionContext().doNotCompleteOnReturn();
      return null;
    }
    act("fence " + request.node().node(), request.token());
    fenced = true;
    return new FenceProof.NodeDown(
        request.node().node(),
        request.systemIdentifier(),
        LAST_ACKNOWLEDGED,
        request.token(),
        5,
        List.of("no process left"),
        timeline,
        null);
  }

  @Override
  public boolean liftFence(LiftFence request) {
    act("lift fence " + request.node().node(), request.token());
    return true;
  }

  @Override
  public Promoted promote(PromoteNode request) {
    cut.requireProven(request.proof(), fenced);
    act("promote " + request.node().node(), request.token());
    promotedOn = request.proof();
    timeline = request.timeline() + 1;
    failIfIn(withoutAnswer, "promote " + request.node().node());
    return new Promoted(
        request.node().node(), "4711", timeline, new Lsn(0x3000148), LAST_ACKNOWLEDGED, "");
  }

  @Override
  public Following follow(FollowPrimary request) {
    act("follow " + request.node().node(), request.token());
    return new Following(request.node().node(), request.primary(), "pointed", "");
  }

  @Override
  public Preserved preserve(PreserveNode request) {
    act("preserve " + request.node().node(), request.token());
    acknowledgedBeforeTheLoss = request.lastAcknowledged();
    return new Preserved(
        request.node().node(), "/kept", request.promoted().fork(), 1, loss("wal", 7, "7 commits"));
  }

  @Override
  public Following rejoin(RejoinNode request) {
    act("rejoin " + request.node().node(), request.token());
    return new Following(request.node().node(), request.primary(), "copy", "/kept/old");
  }

  @Override
  public Secured secure(SecureNode request) {
    act("secure " + request.node().node(), request.token());
    return new Secured(request.standby(), new Lsn(0x4000000), "");
  }

  @Override
  public DatabaseFacts reach(DatabaseRef database) {
    failIfBroken("reach");
    NodeFacts db1 =
        primaryAnswers ? node("db1", false) : NodeFacts.silent("db1", "connection refused");
    boolean hushed = looksBeforeTheStandbyAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    NodeFacts db2 =
        hushed ? NodeFacts.silent("db2", "connection reset") : node("db2", timeline == 1);
    return new DatabaseFacts(List.of(db1, db2), new RouteFacts("router", led.to, Token.NONE, ""));
  }

  private NodeFacts node(String name, boolean standby) {
    Lsn lsn = new Lsn(0x3000148);
    return new NodeFacts(
        name,
        true,
        "",
        standby,
        "4711",
        timeline,
        lsn,
        lsn,
        LAST_ACKNOWLEDGED.minusMillis(300),
        standby && primaryAnswers,
        "",
        "",
        standby ? List.of() : List.of("db2"));
  }

  /** Whoever watches is told once the old primary takes writes again. */
  @Override
  public @Nullable SecondWriter awaitSecondWriter(WatchNode request) {
    if (!oldPrimaryWrites) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
      return null;
    }
    return new SecondWriter(request.node().node(), 1, LAST_ACKNOWLEDGED);
  }

  @Override
  public WriteProof verifyWrite(VerifyWrite request) {
    failIfBroken("verify");
    return new WriteProof(LAST_ACKNOWLEDGED.plusSeconds(1), request.timeline(), "db2");
  }

  @Override
  public Marked mark(MarkPoint request) {
    return new Marked(request.name(), new Lsn(0x3000148), LAST_ACKNOWLEDGED);
  }

  @Override
  public StatementAnswer runStatement(Statement request) {
    done.add("sql");
    return new StatementAnswer("1", 1);
  }

  @Override
  public ProbeStatus probeStatus(DatabaseRef database) {
    failIfBroken("probe");
    return new ProbeStatus(LAST_ACKNOWLEDGED, writesFail, 100, past);
  }

  @Override
  public LastWrite lastOn(LastOn request) {
    failIfBroken("probe");
    return new LastWrite(LAST_ACKNOWLEDGED);
  }

  @Override
  public ProbeMeasured measureProbe(MeasureProbe request) {
    failIfBroken("measure");
    return new ProbeMeasured(
        1234,
        LAST_ACKNOWLEDGED,
        LAST_ACKNOWLEDGED.plusMillis(1234),
        0,
        loss("probe", 3, "3 probe rows"));
  }

  private LossFound loss(String source, long count, String text) {
    return new LossFound(
        source,
        "all",
        anythingLost ? count : 0,
        LAST_ACKNOWLEDGED,
        LAST_ACKNOWLEDGED,
        lossMs,
        List.of("1"),
        "f",
        "s",
        text);
  }

  @Override
  public Receipt tell(Message message) {
    failIfBroken("tell");
    done.add("tell " + message.key().replaceFirst("^[^/]*/", ""));
    told.add(message);
    return new Receipt(message.channel(), message.key(), "ok");
  }

  @Override
  public Answer request(Request request) {
    done.add("http " + request.url());
    return new Answer(200, "");
  }

  @Override
  public ProgramEnded run(Program program) {
    done.add("command " + program.command());
    return new ProgramEnded(0, "");
  }

  @Override
  public Answer health(ServiceRef service) {
    failIfBroken("health");
    return new Answer(200, "");
  }

  @Override
  public ProgramEnded redeploy(ServiceRef service) {
    done.add("redeploy " + service.service());
    return new ProgramEnded(0, "");
  }

  @Override
  public void cancelThisRun() {
    var context = Activity.getExecutionContext();
    context.getWorkflowClient().newUntypedWorkflowStub(context.getInfo().getWorkflowId()).cancel();
  }
}
