package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AssessMove;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Backup;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Extract;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Preserve;
import dev.bosai.runbooks.step.Preview;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Prove;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Rejoin;
import dev.bosai.runbooks.step.Repoint;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.StepVisitor;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.Wait;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a person does, and types, to do a step by hand. */
final class HandWork implements StepVisitor<String> {
  private final SystemFile system;
  private final Set<String> switched;

  HandWork(Plan plan) {
    this.system = plan.system();
    this.switched =
        Steps.all(plan.runbook().steps())
            .filter(Switch.class::isInstance)
            .flatMap(step -> Steps.database(step).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String assess(Assess step) {
    return postgres(step.database()).assess();
  }

  @Override
  public String notification(Notify step) {
    return HandOutside.tell(step, system.channels().get(step.channel()));
  }

  @Override
  public String approve(Approve step) {
    return "Ask a person with the role `"
        + step.by()
        + "`; after "
        + Durations.text(step.within())
        + " without an answer: "
        + switch (step.otherwise()) {
          case HOLD ->
              "ask the next of " + String.join(", ", system.policy().tiers()) + ", and wait";
          case CONTINUE -> "go on";
          case ABORT -> "stop here";
        }
        + ".\n\n- [ ] Answer: `________`, by: `________`, reason: `________________`\n";
  }

  @Override
  public String fence(Fence step) {
    return postgres(step.database()).fence();
  }

  @Override
  public String promote(Promote step) {
    return postgres(step.database()).promote();
  }

  @Override
  public String repoint(Repoint step) {
    return postgres(step.database()).repoint();
  }

  @Override
  public String redeploy(Redeploy step) {
    Service service = system.services().get(step.service());
    return HandOutside.typed(service == null ? List.of() : service.redeploy());
  }

  @Override
  public String verify(Verify step) {
    List<String> urls =
        system.services().entrySet().stream()
            .filter(asked -> step.services().isEmpty() || step.services().contains(asked.getKey()))
            .map(asked -> asked.getValue().health())
            .filter(url -> !url.isEmpty())
            .toList();
    return postgres(step.database()).verify() + HandOutside.health(urls);
  }

  @Override
  public String preserve(Preserve step) {
    return postgres(step.database()).preserve();
  }

  @Override
  public String measure(Measure step) {
    return switched.contains(step.database())
        ? toSwitch(step.database()).measure()
        : postgres(step.database()).measure();
  }

  @Override
  public String reprotect(Reprotect step) {
    return "The service runs without a standby. Follow the checklist of `reprotect` next:"
        + " `bosai runbook print reprotect --system "
        + system.system()
        + "`.\n\n";
  }

  @Override
  public String rejoin(Rejoin step) {
    return standby(step.database()).rejoin();
  }

  @Override
  public String awaitStandby(AwaitStandby step) {
    return standby(step.database()).awaitStandby();
  }

  @Override
  public String assessMove(AssessMove step) {
    return new HandMove(database(step.database())).assess();
  }

  @Override
  public String drain(Drain step) {
    return new HandMove(database(step.database())).drain();
  }

  @Override
  public String demote(Demote step) {
    return new HandMove(database(step.database())).demote();
  }

  @Override
  public String aim(Aim step) {
    return toRestore(step.database()).aim(step.target());
  }

  @Override
  public String holdWrites(HoldWrites step) {
    return toRestore(step.database()).holdWrites();
  }

  @Override
  public String restore(Restore step) {
    return toRestore(step.database()).restore();
  }

  @Override
  public String preview(Preview step) {
    return toRestore(step.database()).preview();
  }

  @Override
  public String choose(Choose step) {
    return "Decide with whoever owns the data.\n\n- [ ] `switch`, `extract` or `discard`: `________`, by: `________`, reason: `________________`\n";
  }

  @Override
  public String open(Open step) {
    return toSwitch(step.database()).open();
  }

  @Override
  public String switching(Switch step) {
    return toSwitch(step.database()).switching();
  }

  @Override
  public String compare(Compare step) {
    return toSwitch(step.database()).compare();
  }

  @Override
  public String settle(Settle step) {
    return toSwitch(step.database()).settle();
  }

  @Override
  public String extract(Extract step) {
    return toRestore(step.database()).extract(step.names());
  }

  @Override
  public String discard(Discard step) {
    return toRestore(step.database()).discard();
  }

  @Override
  public String backup(Backup step) {
    return toRestore(step.database()).backup();
  }

  @Override
  public String prove(Prove step) {
    return toRestore(step.database()).prove();
  }

  @Override
  public String manual(Manual step) {
    return step.instructions().strip() + "\n\n";
  }

  @Override
  public String http(Http step) {
    return HandOutside.http(step);
  }

  @Override
  public String sql(Sql step) {
    return HandOutside.sql(step);
  }

  @Override
  public String command(Command step) {
    return HandOutside.command(step);
  }

  @Override
  public String waiting(Wait step) {
    return "Wait " + Durations.text(step.duration()) + ".\n\n";
  }

  @Override
  public String parallel(Parallel step) {
    return "The next "
        + step.steps().size()
        + " parts may be done at the same time, by different"
        + " people. Go on when all are done.\n\n";
  }

  @Override
  public String phase(Phase step) {
    return step.objectives() == null
        ? "The next " + step.steps().size() + " parts, in order.\n\n"
        : "The next "
            + step.steps().size()
            + " parts, in order, within "
            + Durations.text(step.objectives().rto())
            + ".\n\n";
  }

  private HandPostgres postgres(String name) {
    return new HandPostgres(database(name));
  }

  private HandStandby standby(String name) {
    return new HandStandby(database(name));
  }

  private Database database(String name) {
    return Objects.requireNonNull(
        system.databases().get(name), "a plan names known databases only");
  }

  private HandRestore toRestore(String name) {
    return new HandRestore(database(name));
  }

  private HandSwitch toSwitch(String name) {
    return new HandSwitch(database(name));
  }
}
