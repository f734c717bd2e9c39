package dev.bosai.app.lab;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.CurrentUser;
import dev.bosai.app.host.Ports;
import dev.bosai.app.lab.daemon.Daemon;
import dev.bosai.app.lab.daemon.Daemons;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.lab.daemon.Registry;
import dev.bosai.app.lab.postgres.LabServer;
import dev.bosai.app.lab.postgres.LabStanza;
import dev.bosai.app.provision.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts a lab up, or brings back what is missing of one that exists. */
public final class LabUp {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int NEXT_BASE = 2000;

  private final LabHome home;
  private final Map<String, String> environment;
  private final Progress progress;

  /**
   * Makes a builder of labs.
   *
   * @param environment for the programs' places
   * @param progress hears of everything that takes long
   */
  public LabUp(LabHome home, Map<String, String> environment, Progress progress) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
  }

  /**
   * Returns when everything is ready; all of it goes on running.
   *
   * @throws Fault if a port is in use, a program cannot be had, or a part does not become ready
   */
  public Lab up(LabRequest request) {
    return LabLock.holding(home, () -> built(request));
  }

  private Lab built(LabRequest request) {
    LabSetup setup = new LabSetup(home, environment, progress);
    LabSettings settings = setup.settled(request);
    // Before anything is made: a lab whose ports are taken must not exist half.
    checkPorts(new Lab(home, new LabLayout(home.root()), settings));
    Lab lab = setup.placed(settings);
    LabPeople people = new LabPeople(lab.layout().keys(), CurrentUser.name(environment));
    new LabFiles(lab.layout(), settings, people).write();
    try (Readiness readiness = new Readiness(lab)) {
      start(lab, readiness);
    }
    return lab;
  }

  private void start(Lab lab, Readiness readiness) {
    LabDaemons list = new LabDaemons(lab.layout(), lab.settings());
    Daemons daemons = new Daemons(lab.layout(), lab.settings().user());
    List<Daemon> ground = List.of(list.temporal(), list.link(), list.router());
    ground.forEach(daemons::start);
    progress.say("starting PostgreSQL in two sites, Temporal, link and router");
    lab.servers().up();
    if (lab.settings().backups() == BackupKind.PGBACKREST) {
      new LabStanza(lab.layout(), lab.settings()).create();
    }
    ground.forEach(daemon -> daemons.await(daemon, () -> readiness.ready(daemon), PATIENCE));
    list.all().forEach(daemons::start);
    lab.servers().awaitStreaming();
    progress.say("starting workers, service and probe");
    list.all().forEach(daemon -> daemons.await(daemon, () -> readiness.ready(daemon), PATIENCE));
  }

  private static void checkPorts(Lab lab) {
    Registry registry = new Registry(lab.layout().processes());
    new LabDaemons(lab.layout(), lab.settings())
        .all().stream()
            .filter(daemon -> registry.living(daemon.name()).isEmpty())
            .forEach(daemon -> daemon.ports().forEach(port -> checkFree(daemon.name(), port)));
    lab.servers().servers().stream()
        .filter(server -> server.processes().isEmpty())
        .map(LabServer::node)
        .forEach(node -> checkFree(node.name(), node.port()));
  }

  private static void checkFree(String name, int port) {
    if (!Ports.free(port)) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "port " + port + " of \"" + name + "\" is in use",
          "choose other ports: bosai lab up --base-port " + (port / 1000 * 1000 + NEXT_BASE));
    }
  }
}
