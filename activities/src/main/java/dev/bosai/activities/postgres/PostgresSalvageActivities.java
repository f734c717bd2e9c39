package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.rows.GivingUp;
import dev.bosai.activities.postgres.rows.Salvage;
import dev.bosai.workflows.port.SalvageActivities;
import java.time.Clock;

/** What recoveries kept of old timelines; one instance per worker, since it locks. */
public final class PostgresSalvageActivities implements SalvageActivities {
  private final Salvage salvage;
  private final GivingUp givingUp;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param clock tells when something was done
   * @param current the try that is running
   */
  public PostgresSalvageActivities(Protected listed, Secrets secrets, Clock clock, Try current) {
    Locks locks = new Locks();
    this.salvage = new Salvage(listed, secrets, locks, clock);
    this.givingUp = new GivingUp(listed, locks, clock);
    this.current = current;
  }

  @Override
  public Salvaged salvage(SalvageRows request) {
    return Work.on(
        "salvaging the rows of node \"" + request.node().node() + "\"",
        () -> salvage.salvage(request, current));
  }

  @Override
  public Settled settleOld(SettleOld request) {
    return Work.on(
        "settling the old directory of node \"" + request.node().node() + "\"",
        () -> givingUp.settle(request));
  }
}
