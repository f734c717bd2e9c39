package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.Durations;
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
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.Objects;

/** Says in one sentence what a step will do to this system, and where. */
final class Doing implements StepVisitor<String> {
  private static final int SHOWN = 200;
  private final SystemFile system;

  Doing(SystemFile system) {
    this.system = system;
  }

  @Override
  public String assess(Assess step) {
    return "asks "
        + Places.nodes(database(step.database()))
        + ": role, lag, who may be promoted, the most that may"
        + " be lost; changes nothing";
  }

  @Override
  public String notification(Notify step) {
    return OutsideDoing.tell(step, system.channels().get(step.channel()));
  }

  @Override
  public String approve(Approve step) {
    return "waits for the role "
        + step.by()
        + ": bosai approve or reject; without an answer within "
        + Durations.text(step.within())
        + ": "
        + switch (step.otherwise()) {
          case HOLD ->
              "asks the next tier (" + String.join(", ", system.policy().tiers()) + ") and holds";
          case CONTINUE -> "goes on";
          case ABORT -> "aborts";
        };
  }

  @Override
  public String fence(Fence step) {
    return new FenceDoing(database(step.database())).sentence();
  }

  @Override
  public String promote(Promote step) {
    return "on the candidate: clears synchronous_standby_names, promotes, waits for the first"
        + " accepted write; only over the fence's proof";
  }

  @Override
  public String repoint(Repoint step) {
    return "points the other standbys at the new primary; "
        + database(step.database()).route().accept(new RouteDoing());
  }

  @Override
  public String redeploy(Redeploy step) {
    var service = system.services().get(step.service());
    String command = service == null ? "" : String.join(" ", service.redeploy());
    return "runs " + command + " and waits for its end";
  }

  @Override
  public String verify(Verify step) {
    List<String> services =
        step.services().isEmpty() ? List.copyOf(system.services().keySet()) : step.services();
    return "writes through "
        + String.join(", ", database(step.database()).route().at())
        + " and checks that the primary took it, on its newest timeline"
        + (services.isEmpty() ? "" : "; asks the health of " + Prose.and(services));
  }

  @Override
  public String preserve(Preserve step) {
    return "on the old primary's host: keeps its log past the fork, its control data and the list"
        + " of lost commits";
  }

  @Override
  public String measure(Measure step) {
    Database.ProbeSettings probe = database(step.database()).probe();
    return "outage from the probe at "
        + probe.from()
        + " (table "
        + probe.table()
        + ", every "
        + Durations.text(probe.every())
        + "), loss from the old primary's log";
  }

  @Override
  public String reprotect(Reprotect step) {
    return "starts the run reprotect/"
        + system.system()
        + "/"
        + step.database()
        + ", which goes on after this one";
  }

  @Override
  public String rejoin(Rejoin step) {
    return "on the old primary's host: rewinds its data directory, or copies it anew beside, and"
        + " starts it as a standby; only over what was preserved";
  }

  @Override
  public String awaitStandby(AwaitStandby step) {
    return "waits until a standby of "
        + step.database()
        + " streams past the fork, then restores"
        + " synchronous_standby_names";
  }

  @Override
  public String assessMove(AssessMove step) {
    return MoveDoing.assess(database(step.database()));
  }

  @Override
  public String drain(Drain step) {
    return MoveDoing.drain(database(step.database()));
  }

  @Override
  public String demote(Demote step) {
    return MoveDoing.demote(database(step.database()));
  }

  @Override
  public String aim(Aim step) {
    return "on the primary's host: chooses backup and timeline for the target \""
        + step.target()
        + "\", proves every WAL file up to it, says what a switch would lose; changes nothing";
  }

  @Override
  public String holdWrites(HoldWrites step) {
    return "a person says read-only now or keep serving; within "
        + Durations.text(step.within())
        + ", else the next tier is asked";
  }

  @Override
  public String restore(Restore step) {
    return "beside the primary's data directory, never over it: copies the backup, replays to the"
        + " target and pauses there; goes on where a killed worker stopped";
  }

  @Override
  public String preview(Preview step) {
    return "opens it read-only on the host itself, counts the rows of every table, checks it";
  }

  @Override
  public String choose(Choose step) {
    return "a person says switch, extract or discard; nothing of the node was touched until then";
  }

  @Override
  public String open(Open step) {
    return "ends its recovery on a timeline of its own, still beside, without archiving";
  }

  @Override
  public String switching(Switch step) {
    return "only over the fence's proof: renames the old directory aside, puts the restored one in"
        + " place with the node's own configuration, starts it, raises the route";
  }

  @Override
  public String compare(Compare step) {
    return "compares a copy of the old directory with what took its place, by primary key: CSV and SQL"
        + " for each table, for review; applies nothing";
  }

  @Override
  public String settle(Settle step) {
    return "a person says keep, which removes the old directory, or undo, which puts it back while"
        + " nobody but the probe wrote; a deadline of "
        + Durations.text(step.within())
        + " alarms and deletes nothing";
  }

  @Override
  public String extract(Extract step) {
    return "shows which rows would come back, asks, and brings them back into the primary in one"
        + " transaction";
  }

  @Override
  public String discard(Discard step) {
    return "removes what was restored beside; held writes are freed";
  }

  @Override
  public String backup(Backup step) {
    return "takes a backup of " + step.database() + " on its present timeline";
  }

  @Override
  public String prove(Prove step) {
    return "restores the newest backup of "
        + step.database()
        + " into a throw-away instance, replays and checks it";
  }

  @Override
  public String manual(Manual step) {
    return "a person does it and ticks it off: " + Prose.shortened(step.instructions(), SHOWN);
  }

  @Override
  public String http(Http step) {
    return step.method() + " " + step.url() + ", expects status " + step.expectStatus();
  }

  @Override
  public String sql(Sql step) {
    return OutsideDoing.sql(step);
  }

  @Override
  public String command(Command step) {
    return OutsideDoing.command(step);
  }

  @Override
  public String waiting(Wait step) {
    return "lets " + Durations.text(step.duration()) + " pass";
  }

  @Override
  public String parallel(Parallel step) {
    return "begins its " + step.steps().size() + " steps at the same time and waits for all";
  }

  @Override
  public String phase(Phase step) {
    return step.objectives() == null
        ? "its " + step.steps().size() + " steps follow each other"
        : "objectives of its own: rto "
            + Durations.text(step.objectives().rto())
            + ", rpo "
            + Durations.text(step.objectives().rpo());
  }

  private Database database(String name) {
    return Objects.requireNonNull(
        system.databases().get(name), "a plan names known databases only");
  }
}
