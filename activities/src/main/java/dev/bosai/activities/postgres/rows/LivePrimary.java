package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The node that takes writes for a cluster.
 *
 * @param name its name
 * @param timeline it is on
 * @param node where it is
 * @param database whose administrator connects
 * @param admins opens connections
 */
record LivePrimary(String name, int timeline, Node node, Database database, Admins admins) {
  /** Connects to one of its databases. */
  Connection open(String catalog, Duration silence) throws SQLException {
    return admins.open(
        database.admin(),
        Admins.Target.of(node.host(), node.port(), database, silence).in(catalog));
  }
}
