package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.TargetForm;
import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.runbooks.problem.WrongTarget;
import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.Verify;
import dev.bosai.runbooks.step.When;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a step names must stand in the system file. Names that still hold an input are checked at
 * the start.
 */
final class NameRules {
  private static final Set<StepKind> NEEDS_BACKUPS =
      EnumSet.of(StepKind.AIM, StepKind.RESTORE, StepKind.BACKUP, StepKind.PROVE);

  private final SystemFile system;
  private final Report report;

  NameRules(SystemFile system, Report report) {
    this.system = system;
    this.report = report;
  }

  void check(Step step) {
    Steps.database(step).ifPresent(name -> database(step, name));
    if (step instanceof Notify notify && !system.channels().isEmpty()) {
      known(step, "channel", notify.channel(), system.channels().keySet());
    }
    if (step instanceof Redeploy redeploy) {
      redeploy(redeploy);
    }
    if (step instanceof Aim aim && !open(aim.target())) {
      target(aim);
    }
    if (step instanceof Verify verify) {
      verify.services().forEach(name -> known(step, "service", name, system.services().keySet()));
    }
    if (step instanceof Command command) {
      command(command);
    }
    if (step instanceof Approve approve) {
      approver(approve);
    }
  }

  /** A runbook is not only read now, so whether a time has come is looked at by the run. */
  private void target(Aim step) {
    try {
      TargetForm.read(step.target(), Instant.MAX);
    } catch (WrongTarget wrong) {
      report.problem(step, "\"target\" " + wrong.sentence(), wrong.hint());
    }
  }

  private void database(Step step, String name) {
    Set<String> names = system.databases().keySet();
    if (name.isEmpty()) {
      report.problem(
          step,
          "\"" + step.kind() + "\" names no database and the system has " + names.size(),
          "add \"database\": one of " + Nearest.quoted(names));
    } else {
      known(step, "database", name, names);
      backups(step, name);
    }
  }

  private void backups(Step step, String name) {
    var database = system.databases().get(name);
    boolean needed =
        NEEDS_BACKUPS.contains(StepKind.of(step)) && step.head().when() != When.HAS_BACKUPS;
    if (needed && database != null && database.backups() == null) {
      report.problem(
          step,
          "\""
              + step.kind()
              + "\" of \""
              + name
              + "\" has nothing to work with: no backups are configured",
          "add \"backups: {kind: basebackup, directory: /path}\" to it in the system file");
    }
  }

  private void redeploy(Redeploy step) {
    known(step, "service", step.service(), system.services().keySet());
    var service = system.services().get(step.service());
    if (service != null && service.redeploy().isEmpty()) {
      report.problem(
          step,
          "service \"" + step.service() + "\" cannot be restarted: it has no \"redeploy\"",
          "add \"redeploy: {command: [...]}\" to it in the system file");
    }
  }

  private void command(Command step) {
    if (!step.site().isEmpty()) {
      known(step, "site", step.site(), system.sites().keySet());
    }
    String program = step.command().get(0);
    List<String> allowed = system.policy().commands();
    if (!open(program) && !allowed.contains(program)) {
      report.problem(
          step,
          "program \"" + program + "\" is not among the system's \"policy.commands\"",
          "add it there; a worker runs nothing else");
    }
  }

  private void approver(Approve step) {
    Collection<String> roles = new TreeSet<>();
    system.people().values().forEach(person -> roles.addAll(person.roles()));
    if (!open(step.by()) && !roles.isEmpty() && !roles.contains(step.by())) {
      report.problem(
          step,
          "nobody can answer: no person of the system has the role \"" + step.by() + "\"",
          "give the role to somebody, or ask one of " + Nearest.quoted(roles));
    }
  }

  private void known(Step step, String what, String name, Set<String> names) {
    if (!open(name) && !names.contains(name)) {
      report.problem(
          step,
          "unknown " + what + " \"" + name + "\"",
          names.isEmpty() ? "the system file has none; add it there" : Nearest.hint(name, names));
    }
  }

  private static boolean open(String name) {
    return name.contains("${");
  }
}
