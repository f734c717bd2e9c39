package dev.bosai.app.demo;

import dev.bosai.app.host.ServerUser;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.lab.LabUp;
import dev.bosai.app.provision.PostgresProvider;
import dev.bosai.app.provision.TemporalProvider;
import dev.bosai.app.report.KeptReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Shows one recovery: lab up, primary killed under load, recovered, measured. */
final class Demo {
  private final LabHome home;
  private final Map<String, String> environment;
  private final Stage stage;
  private final Bosai bosai;

  Demo(LabHome home, Map<String, String> environment, Stage stage, Bosai bosai) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.stage = stage;
    this.bosai = bosai;
  }

  /** Says what will be done, how much is loaded and how long it takes. */
  void announce(LabRequest request) {
    ServerUser user = ServerUser.find();
    int megabytes =
        new PostgresProvider(environment, user, stage::say).megabytesToLoad()
            + new TemporalProvider(environment, user, stage::say).megabytesToLoad();
    stage.say(
        List.of(
            "This shows one recovery, on this machine only, in " + home.home() + ":",
            "  1. a small production comes up: PostgreSQL in two sites, "
                + request.replication()
                + " replication with "
                + request.lagMs()
                + " ms of lag, a service, a probe, Temporal",
            "  2. under load, every process of the primary is killed, as a power loss would",
            "  3. the runbook \"replica-promotion\" recovers; a probe measures outage and loss",
            "  4. everything is taken down; the report stays",
            (megabytes == 0 ? "It loads nothing" : "It loads " + megabytes + " MB of programs once")
                + ", needs about 1 GB of memory and 1 GB of disk, and takes about a minute."));
  }

  /**
   * Puts the lab up and kills its primary under load.
   *
   * @return the system that needs a recovery
   */
  String disaster(LabRequest request) {
    stage.act("a small production comes up");
    Lab lab = new LabUp(home, environment, stage::say).up(request);
    LabStatus status = LabStatus.of(lab);
    stage.say("Web UI of Temporal: " + status.temporal().runs());
    stage.act("load: 50 orders a second, and the probe's writes");
    new Ledger(Path.of(status.ledger())).awaitSteady();
    LabFault.Done done = new LabFault(lab, Clock.systemUTC()).killPrimary();
    stage.act("the primary \"" + done.node() + "\" is dead since " + done.at());
    return status.system();
  }

  /**
   * Recovers the system as a person would.
   *
   * @return the exit code of the recovery; the lab is left as it is
   */
  int recover(String system) {
    int started = bosai.run("start", "replica-promotion", "--system", system, "--yes");
    return started == 0 ? bosai.watch(system) : started;
  }

  /**
   * Keeps what was measured where it outlives the lab.
   *
   * @param ending clears a report away that was not finished
   * @return the page
   */
  Path report(String system, Ending ending) {
    stage.act("what was measured");
    String run = bosai.json("status", system, "--json").path("run").asText();
    Path folder = home.reports().resolve(run.replace('@', '-'));
    ending.keeping(folder);
    bosai.run("report", system, "--keep", folder.toString());
    return folder.resolve(KeptReport.PAGE);
  }
}
