package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.RouteActivities;
import java.util.List;

/** Where the world's clients are led. */
final class Led implements RouteActivities {
  volatile String to = "db1";
  private final World world;

  Led(World world) {
    this.world = world;
  }

  @Override
  public FenceProof.RouteCut cutRoute(CutRoute request) {
    world.act("cut route", request.token());
    to = "";
    return new FenceProof.RouteCut(
        request.node(),
        request.systemIdentifier(),
        World.LAST_ACKNOWLEDGED,
        request.token(),
        List.of("leads to nobody"),
        request.timeline());
  }

  @Override
  public RouteDrained drainRoute(DrainRoute request) {
    world.act("drain route", request.token());
    to = "";
    return new RouteDrained("router", true, 3);
  }

  @Override
  public RouteMoved moveRoute(MoveRoute request) {
    world.act("route " + request.node(), request.token());
    to = request.node();
    World.failIfIn(world.withoutAnswer, "route " + request.node());
    return new RouteMoved("router", request.node(), true, 3);
  }
}
