package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The server of the old directory's copy and the one that has taken its place. */
final class TwoServers {
  private static final Duration SILENCE = Duration.ofHours(2);

  private final Access access;
  private final RestoredServer copy;
  private final Host restored;
  private final Snapshots snapshots;

  /**
   * How they are reached.
   *
   * @param admins opens connections
   * @param database whose administrator connects
   * @param aside closes the connections
   */
  record Access(Admins admins, Database database, Aside aside) {}

  /** Tells which snapshot of the restored one is held. */
  @FunctionalInterface
  interface Snapshots {
    /** Returns a database's. */
    Optional<String> of(String catalog) throws IOException;
  }

  TwoServers(Access access, RestoredServer copy, Host restored, Snapshots snapshots) {
    this.access = access;
    this.copy = copy;
    this.restored = restored;
    this.snapshots = snapshots;
  }

  Database database() {
    return access.database();
  }

  RestoredServer copy() {
    return copy;
  }

  /** Opens one database of the copy. */
  Moment old(String catalog) throws SQLException {
    return new Moment(access.aside().keep(copy.open(catalog, SILENCE)), "");
  }

  /** Opens one database of the restored one, as it was at the switch if that was held. */
  Moment restored(String catalog) throws IOException, SQLException {
    PostmasterFile server =
        restored
            .postmaster()
            .orElseThrow(
                () ->
                    Failures.of(
                        FailureType.UNREACHABLE,
                        "no server runs in \"" + restored.data().path() + "\"",
                        "start node \"" + restored.ref().node() + "\""));
    return new Moment(
        open(server.localAddress(), server.port(), catalog), snapshots.of(catalog).orElse(""));
  }

  List<String> oldCatalogs() throws SQLException {
    return catalogs(old(database().database()));
  }

  List<String> restoredCatalogs() throws IOException, SQLException {
    return catalogs(restored(database().database()));
  }

  private static List<String> catalogs(Moment moment) throws SQLException {
    return Sql.column(moment.fresh(), Databases.CONNECTABLE);
  }

  private Connection open(String host, int port, String catalog) throws SQLException {
    Admins.Target target = Admins.Target.of(host, port, access.database(), SILENCE).in(catalog);
    return access.aside().keep(access.admins().open(access.database().admin(), target));
  }
}
