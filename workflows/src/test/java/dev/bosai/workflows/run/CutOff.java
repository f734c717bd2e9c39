package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.IsolationActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** A power switch and what reads it back; whoever presses it may find that nothing happens. */
final class CutOff implements IsolationActivities {
  volatile boolean works = true;
  volatile boolean isOff;
  private final World world;

  CutOff(World world) {
    this.world = world;
  }

  @Override
  public FenceProof.Isolated isolate(IsolateNode request) {
    world.act("isolate " + request.node().node(), request.token());
    isOff = isOff || works;
    if (!isOff) {
      throw refused(
          FailureType.NOT_PROVEN, "\"db1\" is not proven isolated: \"/is-off\" said \"on\"");
    }
    return new FenceProof.Isolated(
        request.node().node(),
        request.systemIdentifier(),
        World.LAST_ACKNOWLEDGED,
        request.token(),
        request.method(),
        List.of("\"/is-off\" said \"isolated\""),
        request.timeline());
  }

  @Override
  public IsolationRead readIsolation(AskIsolation request) {
    world.done.add("read isolation of " + request.node().node());
    return new IsolationRead(isOff, "\"/is-off\" said \"" + (isOff ? "isolated" : "on") + "\"");
  }

  /** A proof is looked at again when it is used, as the real one is; a word is none. */
  void requireProven(FenceProof proof, boolean down) {
    boolean attested = proof instanceof FenceProof.Attested;
    boolean cut = proof instanceof FenceProof.RouteCut && world.led.to.isEmpty();
    boolean promotedBefore = world.timeline > 1;
    boolean holds =
        promotedBefore || attested || cut || (proof instanceof FenceProof.Isolated ? isOff : down);
    if (!holds) {
      throw refused(FailureType.REFUSED, "the fence's proof holds no more; nothing was promoted");
    }
  }

  private static ApplicationFailure refused(FailureType type, String message) {
    return ApplicationFailure.newNonRetryableFailure(message + "\n  HINT: look at it", type.name());
  }
}
