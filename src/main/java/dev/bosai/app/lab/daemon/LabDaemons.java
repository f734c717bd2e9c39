package dev.bosai.app.lab.daemon;

import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.lab.LabPorts;
import dev.bosai.app.lab.LabSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the lab keeps running beside its database servers, and with which arguments. */
public final class LabDaemons {
  /** The namespace of the lab's runs. */
  public static final String NAMESPACE = "bosai";

  private static final String LOOPBACK = "127.0.0.1:";

  private final LabLayout layout;
  private final LabSettings settings;
  private final LabPorts ports;

  /** Makes the list's writer. */
  public LabDaemons(LabLayout layout, LabSettings settings) {
    this.layout = layout;
    this.settings = settings;
    this.ports = settings.ports();
  }

  /** Returns all of them, in the order they are started. */
  public List<Daemon> all() {
    return List.of(
        temporal(),
        link(),
        router(),
        worker("tokyo", ports.temporalFromTokyo()),
        worker("us-west", ports.temporalFromUsWest()),
        shop(),
        probe());
  }

  /**
   * Returns Temporal's development server. As shipped it holds every task to a 50 ms tick; the four
   * keys and the two pragmas take a step from 101 to 12 ms, and the history is as durable as before
   * ({@code synchronous=2}).
   */
  public Daemon temporal() {
    List<String> command = new ArrayList<>(List.of(settings.temporal(), "server", "start-dev"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(ports.temporal())));
    command.addAll(List.of("--ui-port", Integer.toString(ports.temporalUi())));
    command.addAll(List.of("--namespace", NAMESPACE, "--log-level", "warn"));
    command.addAll(List.of("--db-filename", layout.ops().resolve("temporal.db").toString()));
    for (String value :
        List.of(
            "history.transferProcessorMaxPollRPS=2000",
            "history.timerProcessorMaxPollRPS=2000",
            "matching.numTaskqueueReadPartitions=1",
            "matching.numTaskqueueWritePartitions=1")) {
      command.addAll(List.of("--dynamic-config-value", value));
    }
    command.addAll(List.of("--sqlite-pragma", "journal_mode=wal"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=2"));
    return new Daemon("temporal", "ops", command, List.of(ports.temporal(), ports.temporalUi()));
  }

  /** Returns the link: all that crosses sites goes through it, and replication is delayed there. */
  public Daemon link() {
    List<String> arguments = new ArrayList<>(List.of("link", "--lag", settings.lagMs() + "ms"));
    arguments.addAll(List.of("--admin", LOOPBACK + ports.linkAdmin()));
    List<Integer> listens = new ArrayList<>(List.of(ports.linkAdmin()));
    for (LabPipe pipe : LabPipe.all(ports)) {
      arguments.addAll(List.of("--pipe", pipe.text()));
      listens.add(pipe.listen());
    }
    return new Daemon("link", "ops", small(48, arguments), listens);
  }

  /** Returns the router in front of both servers. */
  public Daemon router() {
    return new Daemon(
        "router",
        "ops",
        small(
            48,
            List.of(
                "router",
                "--listen",
                LOOPBACK + ports.route(),
                "--admin",
                LOOPBACK + ports.routeAdmin(),
                "--state",
                layout.ops().resolve("router.state").toString(),
                "--log",
                layout.ops().resolve("router-changes.jsonl").toString(),
                "--backend",
                "db1=" + LOOPBACK + ports.routerToDb1(),
                "--backend",
                "db2=" + LOOPBACK + ports.routerToDb2(),
                "--initial",
                "db1")),
        List.of(ports.route(), ports.routeAdmin()));
  }

  /** Returns the small service, under load from the start. */
  public Daemon shop() {
    return new Daemon(
        "shop",
        "tokyo",
        small(
            48,
            List.of(
                "lab",
                "shop",
                "--listen",
                LOOPBACK + ports.shop(),
                "--database",
                "jdbc:postgresql://" + LOOPBACK + ports.routeFromTokyo() + "/shop",
                "--rate",
                "50")),
        List.of(ports.shop()));
  }

  /** Returns the probe, a client outside both data sites. */
  public Daemon probe() {
    List<String> arguments = new ArrayList<>(List.of("probe", "--database", "main"));
    arguments.addAll(List.of("--system", layout.systemFile().toString()));
    arguments.addAll(List.of("--home", layout.probe().toString()));
    return new Daemon("probe", "ops", small(64, arguments), List.of());
  }

  private Daemon worker(String site, int temporal) {
    List<String> arguments = new ArrayList<>(List.of("worker", "--site", site));
    arguments.addAll(List.of("--system", layout.systemFile().toString()));
    arguments.addAll(List.of("--temporal", LOOPBACK + temporal));
    return new Daemon("worker-" + site, site, small(160, arguments), List.of());
  }

  // The first compiler alone: these do little, and its code is smaller and quicker there.
  private List<String> small(int megabytes, List<String> arguments) {
    return java(megabytes, List.of("-XX:TieredStopAtLevel=1"), arguments);
  }

  private List<String> java(int megabytes, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx" + megabytes + "m"));
    command.addAll(flags);
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-jar", layout.jar().toString()));
    command.addAll(arguments);
    return command;
  }
}
