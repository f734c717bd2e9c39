package dev.bosai.runbooks;

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
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.StepVisitor;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.Wait;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes a copy of a step with its texts replaced, so that every placeholder is looked for in the
 * same places by whoever fills or checks it.
 *
 * @param databases replaces the names of databases; a step that names none has an empty one
 * @param names replaces what names something else or is sent as it is written: URLs, statements
 * @param prose replaces what may also hold facts: titles, messages, instructions, bodies, arguments
 * @param nested replaces the steps of a group
 */
public record StepTexts(
    UnaryOperator<String> databases,
    UnaryOperator<String> names,
    UnaryOperator<String> prose,
    UnaryOperator<Step> nested)
    implements StepVisitor<Step> {

  @Override
  public Step assess(Assess step) {
    return new Assess(head(step), databases.apply(step.database()));
  }

  @Override
  public Step notification(Notify step) {
    return new Notify(head(step), name(step.channel()), prose.apply(step.message()));
  }

  @Override
  public Step approve(Approve step) {
    return new Approve(head(step), name(step.by()), step.within(), step.otherwise());
  }

  @Override
  public Step fence(Fence step) {
    return new Fence(head(step), databases.apply(step.database()));
  }

  @Override
  public Step promote(Promote step) {
    return new Promote(head(step), databases.apply(step.database()));
  }

  @Override
  public Step repoint(Repoint step) {
    return new Repoint(head(step), databases.apply(step.database()));
  }

  @Override
  public Step redeploy(Redeploy step) {
    return new Redeploy(head(step), name(step.service()));
  }

  @Override
  public Step verify(Verify step) {
    List<String> services = step.services().stream().map(names).toList();
    return new Verify(head(step), databases.apply(step.database()), services);
  }

  @Override
  public Step preserve(Preserve step) {
    return new Preserve(head(step), databases.apply(step.database()));
  }

  @Override
  public Step measure(Measure step) {
    return new Measure(head(step), databases.apply(step.database()));
  }

  @Override
  public Step reprotect(Reprotect step) {
    return new Reprotect(head(step), databases.apply(step.database()));
  }

  @Override
  public Step rejoin(Rejoin step) {
    return new Rejoin(head(step), databases.apply(step.database()));
  }

  @Override
  public Step awaitStandby(AwaitStandby step) {
    return new AwaitStandby(head(step), databases.apply(step.database()));
  }

  @Override
  public Step assessMove(AssessMove step) {
    return new AssessMove(head(step), databases.apply(step.database()));
  }

  @Override
  public Step drain(Drain step) {
    return new Drain(head(step), databases.apply(step.database()));
  }

  @Override
  public Step demote(Demote step) {
    return new Demote(head(step), databases.apply(step.database()));
  }

  @Override
  public Step aim(Aim step) {
    return new Aim(head(step), databases.apply(step.database()), name(step.target()));
  }

  @Override
  public Step holdWrites(HoldWrites step) {
    return new HoldWrites(head(step), databases.apply(step.database()), step.within());
  }

  @Override
  public Step restore(Restore step) {
    return new Restore(head(step), databases.apply(step.database()));
  }

  @Override
  public Step preview(Preview step) {
    return new Preview(head(step), databases.apply(step.database()));
  }

  @Override
  public Step choose(Choose step) {
    return new Choose(head(step), databases.apply(step.database()), step.within());
  }

  @Override
  public Step open(Open step) {
    return new Open(head(step), databases.apply(step.database()));
  }

  @Override
  public Step switching(Switch step) {
    return new Switch(head(step), databases.apply(step.database()));
  }

  @Override
  public Step compare(Compare step) {
    return new Compare(head(step), databases.apply(step.database()));
  }

  @Override
  public Step settle(Settle step) {
    return new Settle(head(step), databases.apply(step.database()), step.within());
  }

  @Override
  public Step extract(Extract step) {
    return new Extract(
        head(step), databases.apply(step.database()), step.tables().stream().map(names).toList());
  }

  @Override
  public Step discard(Discard step) {
    return new Discard(head(step), databases.apply(step.database()));
  }

  @Override
  public Step backup(Backup step) {
    return new Backup(head(step), databases.apply(step.database()));
  }

  @Override
  public Step prove(Prove step) {
    return new Prove(head(step), databases.apply(step.database()));
  }

  @Override
  public Step manual(Manual step) {
    return new Manual(head(step), prose.apply(step.instructions()));
  }

  @Override
  public Step http(Http step) {
    Map<String, String> headers = new LinkedHashMap<>();
    step.headers().forEach((name, value) -> headers.put(name, name(value)));
    return new Http(
        head(step),
        step.method(),
        name(step.url()),
        Collections.unmodifiableMap(headers),
        prose.apply(step.body()),
        step.expectStatus());
  }

  @Override
  public Step sql(Sql step) {
    return new Sql(
        head(step),
        databases.apply(step.database()),
        name(step.statement()),
        name(step.expect()),
        step.on());
  }

  @Override
  public Step command(Command step) {
    List<String> command = step.command().stream().map(prose).toList();
    return new Command(head(step), command, name(step.site()));
  }

  @Override
  public Step waiting(Wait step) {
    return new Wait(head(step), step.duration());
  }

  @Override
  public Step parallel(Parallel step) {
    return new Parallel(head(step), step.steps().stream().map(nested).toList());
  }

  @Override
  public Step phase(Phase step) {
    return new Phase(head(step), step.objectives(), step.steps().stream().map(nested).toList());
  }

  private String name(String text) {
    return names.apply(text);
  }

  private StepHead head(Step step) {
    StepHead head = step.head();
    return new StepHead(
        head.id(),
        prose.apply(head.title()),
        head.timeout(),
        head.retry(),
        head.onFailure(),
        head.when(),
        head.line(),
        head.column());
  }
}
