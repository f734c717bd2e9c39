package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.AwaitStandby;
import dev.bosai.runbooks.step.Backup;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Discard;
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
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says what a person does, and types, to do a step by hand. */
final class HandWork implements StepVisitor<String> {
  private final SystemFile system;

  HandWork(SystemFile system) {
    this.system = system;
  }

  @Override
  public String assess(Assess step) {
    return postgres(step.database()).assess();
  }

  @Override
  public String notification(Notify step) {
    String text = step.message().isEmpty() ? "what was done and what comes next" : step.message();
    Channel channel = system.channels().get(step.channel());
    String way =
        channel instanceof Channel.Program program
            ? "It is usually sent by `" + String.join(" ", program.command()) + "`."
            : "It is usually sent by a webhook; use the phone if need be.";
    return "Tell `"
        + step.channel()
        + "`, with the words in braces filled in. "
        + way
        + "\n\n> "
        + text.strip().replace("\n", "\n> ")
        + "\n\n";
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
    List<String> command = service == null ? List.of() : service.redeploy();
    return NodeShell.shell(typed(command));
  }

  @Override
  public String verify(Verify step) {
    String health =
        system.services().entrySet().stream()
            .filter(asked -> step.services().isEmpty() || step.services().contains(asked.getKey()))
            .map(Map.Entry::getValue)
            .map(Service::health)
            .filter(url -> !url.isEmpty())
            .map(url -> "curl -fsS " + NodeShell.quoted(url))
            .collect(Collectors.joining("\n"));
    return postgres(step.database()).verify()
        + (health.isEmpty() ? "" : "\nThe services' health:\n\n" + NodeShell.shell(health));
  }

  @Override
  public String preserve(Preserve step) {
    return postgres(step.database()).preserve();
  }

  @Override
  public String measure(Measure step) {
    return postgres(step.database()).measure();
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
  public String aim(Aim step) {
    return hand(step.database()).aim(step.target());
  }

  @Override
  public String holdWrites(HoldWrites step) {
    return hand(step.database()).holdWrites();
  }

  @Override
  public String restore(Restore step) {
    return hand(step.database()).restore();
  }

  @Override
  public String preview(Preview step) {
    return hand(step.database()).preview();
  }

  @Override
  public String choose(Choose step) {
    return "Decide with whoever owns the data.\n\n- [ ] `switch`, `extract` or `discard`: `________`, by: `________`, reason: `________________`\n";
  }

  @Override
  public String open(Open step) {
    return hand(step.database()).open();
  }

  @Override
  public String switching(Switch step) {
    return hand(step.database()).switching();
  }

  @Override
  public String compare(Compare step) {
    return "The kept directory holds every row that was written after the target. Start a *copy* of it on another port and compare table by table.\n\n- [ ] Rows to bring back: `________________`\n";
  }

  @Override
  public String settle(Settle step) {
    return hand(step.database()).settle();
  }

  @Override
  public String extract(Extract step) {
    return "Dump the table from port 5999 and load it into the primary in one transaction.\n\n"
        + NodeShell.shell(
            "pg_dump \"port=5999\" --table=TABLE | psql \"CONNECTION\" --single-transaction --set=ON_ERROR_STOP=1");
  }

  @Override
  public String discard(Discard step) {
    return hand(step.database()).discard();
  }

  @Override
  public String backup(Backup step) {
    return hand(step.database()).backup();
  }

  @Override
  public String prove(Prove step) {
    return hand(step.database()).prove();
  }

  @Override
  public String manual(Manual step) {
    return step.instructions().strip() + "\n\n";
  }

  @Override
  public String http(Http step) {
    String headers =
        step.headers().entrySet().stream()
            .map(header -> " -H " + NodeShell.quoted(header.getKey() + ": " + header.getValue()))
            .collect(Collectors.joining());
    String body = step.body().isEmpty() ? "" : " -d " + NodeShell.quoted(step.body().strip());
    return "Where it reads `env:` or `file:`, put the secret that it names.\n\n"
        + NodeShell.shell(
            "curl -sS -o /dev/null -w '%{http_code}\\n' -X "
                + step.method()
                + headers
                + body
                + " "
                + NodeShell.quoted(step.url()))
        + "- [ ] It shows "
        + step.expectStatus()
        + ".\n";
  }

  @Override
  public String sql(Sql step) {
    String expected =
        step.expect().isEmpty() ? "" : "- [ ] The first column reads `" + step.expect() + "`.\n";
    return "On the primary of `"
        + step.database()
        + "`, with `psql` as in \"assess\":\n\n```sql\n"
        + step.statement().strip()
        + "\n```\n\n"
        + expected;
  }

  @Override
  public String command(Command step) {
    String where =
        step.site().isEmpty() ? "On a worker's host" : "On a host of `" + step.site() + "`";
    return where + ":\n\n" + NodeShell.shell(typed(step.command()));
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

  private static String typed(List<String> command) {
    return command.stream().map(NodeShell::quoted).collect(Collectors.joining(" "));
  }

  private HandRestore hand(String name) {
    return new HandRestore(
        system
            .database(name)
            .orElseThrow(() -> new IllegalStateException("no database \"" + name + "\"")));
  }
}
