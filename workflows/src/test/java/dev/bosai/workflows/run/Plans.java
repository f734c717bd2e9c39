package dev.bosai.workflows.run;

import dev.bosai.runbooks.Level;
import dev.bosai.runbooks.Objectives;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Retry;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.When;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.Site;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.RunInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plans as a starter would make them. */
final class Plans {
  private Plans() {}

  static StepHead head(String id) {
    return head(id, OnFailure.WAIT, When.ALWAYS);
  }

  static StepHead head(String id, OnFailure onFailure, When when) {
    return new StepHead(
        id,
        id + " {candidate}",
        Duration.ofSeconds(10),
        new Retry(2, Duration.ofMillis(10)),
        onFailure,
        when,
        1,
        1);
  }

  static Approve approve(String id, Duration within, Otherwise otherwise) {
    return new Approve(head(id), "commander", within, otherwise);
  }

  static SystemFile system() {
    return system(List.of(Database.FenceMethod.NODE));
  }

  static SystemFile system(List<Database.FenceMethod> fence) {
    Map<String, Site> sites = new TreeMap<>();
    sites.put("tokyo", new Site(true, Site.Role.DATA));
    sites.put("us-west", new Site(false, Site.Role.DATA));
    sites.put("ops", new Site(false, Site.Role.WITNESS));
    Map<String, Node> nodes = new TreeMap<>();
    nodes.put("db1", node("tokyo"));
    nodes.put("db2", node("us-west"));
    Database database =
        new Database(
            "postgres",
            "shop",
            new Database.Admin("bosai", ""),
            nodes,
            fence,
            new Route.Router(List.of("127.0.0.1:5"), "http://127.0.0.1:6", Map.of()),
            new Database.ProbeSettings("ops", Duration.ofMillis(100), "bosai.probe"),
            null);
    return new SystemFile(
        "shop",
        new TemporalService("127.0.0.1:7233", "default", ""),
        sites,
        Map.of("main", database),
        Map.of("api", new Service(1, "http://127.0.0.1:7/health", List.of())),
        Map.of("incident", new Channel.Webhook("http://127.0.0.1:8/")),
        Map.of(),
        new Policy(Duration.ofSeconds(30), List.of("commander", "approver"), List.of()));
  }

  private static Node node(String site) {
    return new Node(site, "127.0.0.1", 5432, "/data", new NodeControl.PgCtl(""));
  }

  static RunInput promotion() {
    return promotion(null);
  }

  static RunInput promotion(@Nullable Instant incidentBegan) {
    return input(
        "replica-promotion",
        List.of(
            new Assess(head("assess"), "main"),
            new Notify(head("notify"), "incident", ""),
            new Approve(
                head("approve", OnFailure.WAIT, When.LOSS_ABOVE_ACCEPTED),
                "commander",
                Duration.ofMinutes(10),
                Otherwise.HOLD),
            new Fence(head("fence"), "main"),
            new Promote(head("promote"), "main"),
            new Repoint(head("repoint"), "main"),
            new Verify(head("verify"), "main", List.of()),
            new Preserve(head("preserve"), "main"),
            new Measure(head("measure"), "main"),
            new Reprotect(head("reprotect"), "main")),
        incidentBegan);
  }

  static RunInput move() {
    return input(
        "switchover",
        List.of(
            new AssessMove(head("assess-move"), "main"),
            new Drain(head("drain"), "main"),
            new Demote(head("demote"), "main"),
            new Promote(head("promote"), "main"),
            new Repoint(head("repoint"), "main"),
            new Verify(head("verify"), "main", List.of()),
            new Preserve(head("preserve"), "main"),
            new Rejoin(head("rejoin"), "main"),
            new AwaitStandby(head("await-standby"), "main"),
            new Measure(head("measure"), "main")));
  }

  /** Returns a run that may fence in other ways than on the node's own host. */
  static RunInput fencedBy(RunInput usual, Database.FenceMethod... methods) {
    Plan plan = usual.plan();
    return new RunInput(
        new Plan(plan.runbook(), system(List.of(methods)), plan.inputs()),
        usual.planSha256(),
        usual.id(),
        usual.startedBy(),
        usual.incidentBegan(),
        usual.acceptedLoss(),
        usual.reprotect(),
        usual.reprotectSha256(),
        usual.recovered());
  }

  /** Returns a run that people of the system file decide. */
  static RunInput decidedBy(RunInput usual, Map<String, Person> people) {
    Plan plan = usual.plan();
    SystemFile system = plan.system();
    return new RunInput(
        new Plan(
            plan.runbook(),
            new SystemFile(
                system.system(),
                system.temporal(),
                system.sites(),
                system.databases(),
                system.services(),
                system.channels(),
                people,
                system.policy()),
            plan.inputs()),
        usual.planSha256(),
        usual.id(),
        usual.startedBy(),
        usual.incidentBegan(),
        usual.acceptedLoss(),
        usual.reprotect(),
        usual.reprotectSha256(),
        usual.recovered());
  }

  /** Returns a run whose system asks two people for some decisions. */
  static RunInput ruledBy(RunInput usual, List<String> twoPerson) {
    Plan plan = usual.plan();
    SystemFile system = plan.system();
    Policy policy = system.policy();
    return new RunInput(
        new Plan(
            plan.runbook(),
            new SystemFile(
                system.system(),
                system.temporal(),
                system.sites(),
                system.databases(),
                system.services(),
                system.channels(),
                system.people(),
                new Policy(policy.acceptLoss(), policy.tiers(), policy.commands(), twoPerson)),
            plan.inputs()),
        usual.planSha256(),
        usual.id(),
        usual.startedBy(),
        usual.incidentBegan(),
        usual.acceptedLoss(),
        usual.reprotect(),
        usual.reprotectSha256(),
        usual.recovered());
  }

  static Plan reprotect() {
    return plan(
        "reprotect",
        List.of(
            new Rejoin(head("rejoin"), "main"), new AwaitStandby(head("await-standby"), "main")));
  }

  static RunInput input(String name, List<Step> steps) {
    return input(name, steps, null);
  }

  static RunInput input(String name, List<Step> steps, @Nullable Instant incidentBegan) {
    return new RunInput(
        plan(name, steps),
        "sha",
        "r1",
        "aya",
        incidentBegan,
        Duration.ofSeconds(30),
        reprotect(),
        "sha2",
        null);
  }

  private static Plan plan(String name, List<Step> steps) {
    Runbook runbook =
        new Runbook(
            name,
            "Promote the best standby",
            Level.L2,
            new Objectives(Duration.ofHours(1), Duration.ofMinutes(15)),
            Map.of(),
            steps);
    return new Plan(runbook, system(), Map.of("database", "main"));
  }
}
