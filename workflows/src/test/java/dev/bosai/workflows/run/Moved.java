package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** A healthy primary of the world that is moved. */
final class Moved implements MoveActivities {
  static final Lsn WRITTEN = new Lsn(0x3000148);
  volatile boolean held;
  private final World world;

  Moved(World world) {
    this.world = world;
  }

  @Override
  public Prepared prepareMove(PrepareMove request) {
    World.failIfIn(world.broken, "prepare");
    world.done.add("prepare " + request.node().node());
    return new Prepared(WRITTEN, 64);
  }

  @Override
  public Lsn awaitReplayed(AwaitReplayed request) {
    World.failIfIn(world.broken, "replay");
    world.done.add("replayed " + request.standby().node());
    return request.position();
  }

  @Override
  public FenceProof.NodeDown demote(DemoteNode request) {
    if (!held) {
      throw ApplicationFailure.newNonRetryableFailure(
          "takes writes; nothing was stopped", FailureType.REFUSED.name());
    }
    world.act("demote " + request.node().node(), request.token());
    world.fenced = true;
    world.primaryAnswers = false;
    World.failIfIn(world.withoutAnswer, "demote");
    return new FenceProof.NodeDown(
        request.node().node(),
        request.systemIdentifier(),
        World.LAST_ACKNOWLEDGED,
        request.token(),
        0,
        List.of("no process left"),
        1,
        WRITTEN);
  }

  @Override
  public Lsn serveAgain(ServeAgain request) {
    if (world.fenced) {
      throw ApplicationFailure.newNonRetryableFailure(
          "is fenced, and stays so", FailureType.REFUSED.name());
    }
    world.act("serve " + request.node().node(), request.token());
    held = false;
    return WRITTEN;
  }
}
