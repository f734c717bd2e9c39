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
            (megabytes == 0
                    ? "Nothing is loaded"
                    : "It loads " + megabytes + " MB of programs once")
                + ", needs about 1 GB of memory and 1 GB of disk, and takes about a minute."));
  }

  /**
   * Carries it out; the lab is left as it is afterwards.
   *
   * @return 0 if the recovery succeeded
   */
  int play(LabRequest request) {
    stage.act("a small production comes up");
    Lab lab = new LabUp(home, environment, stage::say).up(request);
    LabStatus status = LabStatus.of(lab);
    stage.say("Web UI of Temporal: " + status.temporal().runs());
    stage.act("load: 50 orders a second, and the probe's writes");
    new Ledger(Path.of(status.ledger())).awaitSteady();
    LabFault.Done done = new LabFault(lab, Clock.systemUTC()).killPrimary();
    stage.act("the primary \"" + done.node() + "\" is dead since " + done.at());
    stage.awaitEnter("Start the recovery?");
    int recovered = recover(status.system());
    stage.act("what was measured");
    Path page = new KeptReport(bosai, home.reports()).keep(status.system());
    stage.say("report: " + page);
    stage.awaitEnter("Report and Web UI stay open until you press");
    return recovered;
  }

  private int recover(String system) {
    int started = bosai.run("start", "replica-promotion", "--system", system, "--yes");
    return started == 0 ? bosai.run("watch", system, "--until=protected") : started;
  }
}
