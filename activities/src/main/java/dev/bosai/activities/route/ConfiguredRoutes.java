package dev.bosai.activities.route;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.RouteFacts;

/** Reads the routes that the system file names, each kind in its own way. */
public final class ConfiguredRoutes implements RouteReader {
  private final Protected listed;
  private final RouteKinds kinds;

  /**
   * Makes a reader.
   *
   * @param listed what this worker may touch
   * @param secrets for the database's password
   */
  public ConfiguredRoutes(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.kinds = new RouteKinds(secrets);
  }

  @Override
  public RouteFacts read(DatabaseRef ref) {
    return kinds.of(listed.database(ref)).read();
  }
}
