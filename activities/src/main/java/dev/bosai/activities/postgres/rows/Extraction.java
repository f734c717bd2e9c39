package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.RowActivities.ExtractRows;
import dev.bosai.workflows.port.RowActivities.Extracted;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Brings rows of a restored instance back into the live primary. */
public final class Extraction {
  private final Protected listed;
  private final Admins admins;
  private final Locks locks = new Locks();

  /** Makes it for the nodes of this host; one instance per worker, since it locks. */
  public Extraction(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.admins = new Admins(secrets);
  }

  /** Brings them back, or shows what that would do. */
  public Extracted extract(ExtractRows request, Try current)
      throws IOException, SQLException, InterruptedException {
    Host host = new Hosts(listed).open(request.restored().node());
    RunFolders folders = new RunFolders(host, request.run());
    Locks.Lock lock = locks.take(folders.extract(), host.owner(), "extract");
    try {
      Aside aside = new Aside(current);
      return aside.run("extract rows", () -> extract(request, folders, aside));
    } catch (SQLException e) {
      throw refused(e);
    } finally {
      lock.close();
    }
  }

  private Extracted extract(ExtractRows request, RunFolders folders, Aside aside)
      throws IOException, SQLException, InterruptedException {
    Restored source = request.restored();
    NodeRef node = source.node();
    Database database = listed.database(new DatabaseRef(node.system(), node.database()));
    TwoSides sides = new TwoSides(listed, admins, aside);
    RestoredServer server = RestoredServer.of(source, database.admin().user());
    Connection restored = sides.restored(source, server, database);
    Connection live = sides.live(source, database);
    TableDump dump =
        new TableDump(
            folders.host().programs(), folders.extract(), server.conninfo(database.database()));
    return new ExtractWork(request, new ExtractWork.Sides(restored, live, dump), folders, aside)
        .run();
  }

  /** What data and definitions do not allow does not come with another try. */
  private static RuntimeException refused(SQLException e) throws SQLException {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (!state.matches("(0A|22|23|2B|42).*")) {
      throw e;
    }
    return Failures.of(
        FailureType.REFUSED,
        "the rows cannot be brought back: " + e.getMessage() + "; nothing was changed",
        "put that right in the live database, or ask for other tables or rows");
  }
}
