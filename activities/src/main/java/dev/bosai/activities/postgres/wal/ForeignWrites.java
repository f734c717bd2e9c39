package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who else than the probe has written on a node since a position. The server's own statistics do
 * not count: nobody misses them.
 */
public final class ForeignWrites {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** What the server writes by itself when it analyzes and vacuums. */
  private static final Set<String> STATISTICS =
      Set.of(
          "pg_catalog.pg_class",
          "pg_catalog.pg_database",
          "pg_catalog.pg_statistic",
          "pg_catalog.pg_statistic_ext_data");

  private final Protected listed;
  private final Admins admins;

  /** Makes it for the nodes that a worker lists. */
  public ForeignWrites(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /**
   * Reads what was written on a running primary's timeline since it left the one before.
   *
   * @throws io.temporal.failure.ApplicationFailure if the WAL cannot be read
   */
  public WrittenSince read(Host host, Promoted primary)
      throws IOException, SQLException, InterruptedException {
    WalReading reading = reading(host, primary.timeline(), primary.fork());
    Set<Relation> written = relations(reading.found().commits());
    Map<Relation, String> names = names(host).of(written, reading.found()::isNew);
    Set<String> harmless = harmlessNames(host);
    List<String> ids =
        names.entrySet().stream()
            .filter(entry -> harmless.contains(entry.getValue()))
            .map(entry -> entry.getKey().toString())
            .sorted()
            .toList();
    return seen(reading, ids, names);
  }

  /**
   * Reads the same from the disk of a node that does not run.
   *
   * @param harmless relations that do not count, as an earlier look named them
   */
  public WrittenSince readStill(Host host, Promoted primary, List<String> harmless)
      throws IOException, InterruptedException {
    return seen(reading(host, primary.timeline(), primary.fork()), harmless, Map.of());
  }

  private static WrittenSince seen(
      WalReading reading, List<String> harmless, Map<Relation, String> names) {
    List<Commit> foreign =
        reading.found().commits().stream()
            .filter(commit -> commit.relations().stream().anyMatch(one -> !in(harmless, one)))
            .toList();
    TreeSet<String> tables =
        relations(foreign).stream()
            .filter(relation -> !in(harmless, relation))
            .map(relation -> names.getOrDefault(relation, relation.toString()))
            .collect(Collectors.toCollection(TreeSet::new));
    return new WrittenSince(foreign.size(), List.copyOf(tables), harmless, reading.missing());
  }

  private static boolean in(List<String> harmless, Relation relation) {
    return harmless.contains(relation.toString());
  }

  private static Set<Relation> relations(List<Commit> commits) {
    return commits.stream()
        .flatMap(commit -> commit.relations().stream())
        .collect(Collectors.toSet());
  }

  private static WalReading reading(Host host, int timeline, Lsn from)
      throws IOException, InterruptedException {
    return WalReading.of(host, TimelineLog.of(host, timeline), from);
  }

  private Set<String> harmlessNames(Host host) {
    Set<String> names = new TreeSet<>(STATISTICS);
    names.add(database(host).probe().table());
    return names;
  }

  private TableNames names(Host host) {
    Node node = listed.node(host.ref());
    Admins.Target target = Admins.Target.of(node.host(), node.port(), database(host), SILENCE);
    return new TableNames(admins, database(host).admin(), target);
  }

  private Database database(Host host) {
    return listed.database(new DatabaseRef(host.ref().system(), host.ref().database()));
  }
}
