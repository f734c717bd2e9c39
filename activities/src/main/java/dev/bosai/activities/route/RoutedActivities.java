package dev.bosai.activities.route;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.RouteActivities;
import java.time.Instant;
import java.util.function.IntSupplier;

/** Moves routes of the kinds that the system file knows, each with the check that it took. */
public final class RoutedActivities implements RouteActivities {
  private final Protected listed;
  private final RouteKinds kinds;
  private final IntSupplier attempt;

  /**
   * Makes the adapter.
   *
   * @param listed what this worker may touch
   * @param secrets for the database's password
   * @param attempt says which try of its effect the running one is, from 1
   */
  public RoutedActivities(Protected listed, Secrets secrets, IntSupplier attempt) {
    this.listed = listed;
    this.kinds = new RouteKinds(secrets);
    this.attempt = attempt;
  }

  @Override
  public RouteMoved moveRoute(MoveRoute request) {
    return kinds
        .of(listed.database(request.database()))
        .move(request.node(), request.token().withAttempt(attempt.getAsInt()));
  }

  @Override
  public RouteDrained drainRoute(DrainRoute request) {
    Database database = listed.database(request.database());
    RouteKind.Drained drained =
        kinds.of(database).drain(request.node(), request.token().withAttempt(attempt.getAsInt()));
    return new RouteDrained(database.route().kind(), drained.drained(), drained.closed());
  }

  @Override
  public FenceProof.RouteCut cutRoute(CutRoute request) {
    RouteKind.Cut cut =
        kinds
            .of(listed.database(request.database()))
            .cut(request.node(), request.token().withAttempt(attempt.getAsInt()));
    return new FenceProof.RouteCut(
        request.node(),
        request.systemIdentifier(),
        Instant.now(),
        cut.token(),
        cut.shown(),
        request.timeline());
  }
}
