package dev.bosai.activities.route;

import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.RouteFacts;

/** Says where clients are led now. */
public interface RouteReader {
  /**
   * Reads where a route leads. A route that cannot be read is a finding, not a failure: the facts
   * then carry the problem.
   *
   * @param ref which database
   * @throws io.temporal.failure.ApplicationFailure of type NOT_LISTED if this worker's system file
   *     does not have it
   */
  RouteFacts read(DatabaseRef ref);
}
