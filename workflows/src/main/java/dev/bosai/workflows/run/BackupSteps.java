package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Prove;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities.ProveBackup;
import dev.bosai.workflows.port.BackupActivities.TakeBackup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Proven;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A backup of the new timeline, and the proof that it can be restored: the database is protected.
 */
final class BackupSteps {
  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final String run;

  BackupSteps(Ports ports, Recoveries recoveries, Board board, String run) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.board = board;
    this.run = run;
  }

  Outcome backup(dev.bosai.runbooks.step.Backup step) {
    NodeRef node = node(step.database());
    Backup taken =
        ports
            .backups(step.head(), node)
            .takeBackup(new TakeBackup(node, run + "/" + step.head().id()));
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("backup", taken.id());
    evidence.put("timeline", String.valueOf(taken.timeline()));
    evidence.put("ended", taken.stoppedAt().toString());
    evidence.put("size", (taken.bytes() >> 20) + " MB");
    return new Outcome(
        "backup \"" + taken.id() + "\" of timeline " + taken.timeline() + " is taken", evidence);
  }

  Outcome prove(Prove step) {
    NodeRef node = node(step.database());
    Proven proven =
        ports
            .backups(step.head(), node)
            .proveBackup(new ProveBackup(node, null, run + "/" + step.head().id()));
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("backup", proven.backup());
    evidence.put("last proven restorable point", String.valueOf(proven.point()));
    proven.checks().forEach(check -> evidence.put("check " + check.name(), check.text()));
    if (!proven.passed()) {
      board.step(step.head().id(), view -> view.shown(evidence));
      throw notProven(proven);
    }
    board.protection("protected");
    return new Outcome(
        "backup \"" + proven.backup() + "\" was restored and is sound; protection: protected",
        evidence);
  }

  /** The new primary's host is up for sure, and its repository is the one that must be good. */
  private NodeRef node(String database) {
    return ports.database(database).node(recoveries.of(database).promoted().node());
  }

  private static ApplicationFailure notProven(Proven proven) {
    String red =
        proven.checks().stream()
            .filter(check -> !check.good())
            .map(Proven.Check::text)
            .collect(Collectors.joining("; "));
    return ApplicationFailure.newNonRetryableFailure(
        "backup \""
            + proven.backup()
            + "\" could not be proven: "
            + red
            + "\n  HINT: look at the repository, take a new backup, then retry",
        FailureType.REFUSED.name());
  }
}
