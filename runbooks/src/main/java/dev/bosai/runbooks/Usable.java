package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.stream.Stream;

/** Leaves out the steps that a system has nothing for, and groups that are empty without them. */
final class Usable {
  private final SystemFile system;

  Usable(SystemFile system) {
    this.system = system;
  }

  /** Returns what is left of steps whose inputs are filled in. */
  List<Step> of(List<Step> steps) {
    return steps.stream().flatMap(this::usable).toList();
  }

  private Stream<Step> usable(Step step) {
    if (step instanceof Phase phase) {
      List<Step> inside = of(phase.steps());
      return inside.isEmpty()
          ? Stream.empty()
          : Stream.of(new Phase(phase.head(), phase.objectives(), inside));
    }
    if (step instanceof Parallel group) {
      List<Step> inside = of(group.steps());
      return inside.isEmpty() ? Stream.empty() : Stream.of(new Parallel(group.head(), inside));
    }
    return isHeard(step) && hasBackups(step) ? Stream.of(step) : Stream.empty();
  }

  private boolean isHeard(Step step) {
    return !(step instanceof Notify) || !system.channels().isEmpty();
  }

  /** A step of no known database is left to the run. */
  private boolean hasBackups(Step step) {
    return step.head().when() != When.HAS_BACKUPS
        || Steps.database(step).flatMap(system::database).map(Usable::hasBackups).orElse(true);
  }

  private static boolean hasBackups(Database database) {
    return database.backups() != null;
  }
}
