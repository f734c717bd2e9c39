package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Marking;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.activities.postgres.wire.Reach;
import dev.bosai.activities.postgres.wire.RouteWrite;
import dev.bosai.activities.postgres.wire.UserStatement;
import dev.bosai.activities.postgres.wire.WriterWatch;
import dev.bosai.activities.route.RouteReader;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;

/** PostgreSQL over the wire. */
public final class PostgresDatabaseActivities implements DatabaseActivities {
  private final Reach reach;
  private final RouteWrite writes;
  private final UserStatement statements;
  private final Marking marking;
  private final WriterWatch watch;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param routes says where routes lead
   * @param current the try that is running
   */
  public PostgresDatabaseActivities(
      Protected listed, Secrets secrets, RouteReader routes, Try current) {
    Admins admins = new Admins(secrets);
    this.reach = new Reach(listed, admins, routes);
    this.writes = new RouteWrite(listed, admins);
    this.statements = new UserStatement(listed, admins);
    this.marking = new Marking(new Primaries(listed, admins));
    this.watch = new WriterWatch(listed, admins);
    this.current = current;
  }

  @Override
  public DatabaseFacts reach(DatabaseRef database) {
    return Work.on("asking \"" + database.database() + "\"", () -> reach.reach(database));
  }

  @Override
  public WriteProof verifyWrite(VerifyWrite request) {
    return Work.on("writing through the route", () -> writes.write(request));
  }

  @Override
  public SecondWriter awaitSecondWriter(WatchNode request) {
    return Work.on("watching \"" + request.node().node() + "\"", () -> watch.await(request));
  }

  @Override
  public StatementAnswer runStatement(Statement request) {
    return Work.on("the statement", () -> statements.run(request, current.bound()));
  }

  @Override
  public Marked mark(MarkPoint request) {
    return Work.on("marking this moment", () -> marking.mark(request));
  }
}
