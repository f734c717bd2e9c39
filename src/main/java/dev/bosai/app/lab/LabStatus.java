package dev.bosai.app.lab;

import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.lab.daemon.Registry;
import dev.bosai.app.lab.postgres.LabServer;
import dev.bosai.app.run.TemporalUi;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a lab is now; the names are kept stable for scripts.
 *
 * @param system name of the system
 * @param systemFile its file
 * @param temporal where runs live
 * @param route how clients reach the primary
 * @param ledger the probe's ledger, one JSON line per acknowledged write
 * @param nodes its database servers
 * @param workers its workers that live
 * @param processes everything else that lives, by name
 */
public record LabStatus(
    String system,
    String systemFile,
    Temporal temporal,
    Route route,
    String ledger,
    List<Node> nodes,
    List<Worker> workers,
    List<Other> processes) {
  private static final String WORKER = "worker-";

  /**
   * Where runs live.
   *
   * @param address of the service
   * @param ui address of the Web UI
   */
  public record Temporal(String address, String ui) {

    /** Returns the Web UI's page that lists the lab's runs. */
    public String runs() {
      return new TemporalUi(ui, LabDaemons.NAMESPACE).list();
    }
  }

  /**
   * How clients reach the primary. The user needs no password from this machine.
   *
   * @param host of the router
   * @param port of the router
   * @param database name
   * @param user the application's
   */
  public record Route(String host, int port, String database, String user) {}

  /**
   * One database server.
   *
   * @param name of the node
   * @param site where it stands
   * @param role {@code primary}, {@code standby}, {@code down} or {@code fenced}, looked at now
   * @param host where it listens itself
   * @param port where it listens itself
   * @param pid of its first process; null if that does not live
   * @param dataDir its data directory
   * @param systemIdentifier of its cluster; empty if it does not answer
   */
  public record Node(
      String name,
      String site,
      String role,
      String host,
      int port,
      @Nullable Long pid,
      String dataDir,
      String systemIdentifier) {}

  /**
   * A worker that lives.
   *
   * @param site whose hosts it works on
   * @param pid its process
   */
  public record Worker(String site, long pid) {}

  /**
   * Another process that lives.
   *
   * @param name of the part
   * @param pid its process
   */
  public record Other(String name, long pid) {}

  /** Looks at everything now. */
  public static LabStatus of(Lab lab) {
    LabPorts ports = lab.settings().ports();
    List<Registry.Named> living = new Registry(lab.layout().processes()).living();
    return new LabStatus(
        Readiness.SYSTEM,
        lab.layout().systemFile().toString(),
        new Temporal("127.0.0.1:" + ports.temporal(), "http://127.0.0.1:" + ports.temporalUi()),
        new Route("127.0.0.1", ports.route(), "shop", "shop"),
        lab.layout().ledger().toString(),
        lab.servers().servers().parallelStream().map(LabStatus::node).toList(),
        living.stream()
            .filter(named -> named.name().startsWith(WORKER))
            .map(named -> new Worker(named.site(), named.pid()))
            .toList(),
        living.stream()
            .filter(named -> !named.name().startsWith(WORKER))
            .map(named -> new Other(named.name(), named.pid()))
            .toList());
  }

  private static Node node(LabServer server) {
    LabServer.Look look = server.look();
    return new Node(
        server.node().name(),
        server.node().site(),
        look.role().name().toLowerCase(Locale.ROOT),
        "127.0.0.1",
        server.node().port(),
        server.postmaster().map(ProcessIdentity::pid).orElse(null),
        server.node().data().toString(),
        look.systemIdentifier());
  }
}
