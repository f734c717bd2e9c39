package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.Measured;
import java.time.Duration;
import java.util.function.Predicate;

/** Whether a step's condition holds; what is unknown counts as the bad case. */
final class Conditions {
  private final RunInput input;
  private final Recoveries recoveries;
  private final Board board;

  Conditions(RunInput input, Recoveries recoveries, Board board) {
    this.input = input;
    this.recoveries = recoveries;
    this.board = board;
  }

  boolean hold(When when) {
    return switch (when) {
      case ALWAYS -> true;
      case LOSS_ABOVE_ACCEPTED ->
          recoveries.all().isEmpty() || recoveries.all().stream().anyMatch(this::lossAboveAccepted);
      case LOSS_FOUND -> lossFound(board.measured());
      case OLD_PRIMARY_UNREACHABLE ->
          recoveries.all().isEmpty() || recoveries.all().stream().anyMatch(Conditions::silent);
      case CHOSEN_SWITCH -> anyPoint(point -> point.isChosen("switch"));
      case CHOSEN_EXTRACT -> anyPoint(point -> point.isChosen("extract"));
      case CHOSEN_DISCARD -> anyPoint(point -> point.isChosen("discard"));
      case KEPT -> anyPoint(point -> point.isSettled(SettleStep.KEPT));
      case HAS_BACKUPS -> hasBackups();
      case UNDONE -> anyPoint(point -> point.isSettled(SettleStep.UNDONE));
    };
  }

  private boolean hasBackups() {
    String name = input.plan().inputs().getOrDefault("database", "");
    return input.plan().system().databases().entrySet().stream()
        .filter(database -> name.isEmpty() || database.getKey().equals(name))
        .anyMatch(database -> database.getValue().backups() != null);
  }

  private boolean anyPoint(Predicate<PointInTime> so) {
    return recoveries.all().stream().map(Recovery::pointInTime).anyMatch(so);
  }

  /** What an earlier run has promoted already is not asked about again. */
  private boolean lossAboveAccepted(Recovery recovery) {
    return recovery
        .assessmentIfAny()
        .map(found -> !found.alreadyPromoted() && above(found.lossBound()))
        .orElse(true);
  }

  private boolean above(@org.jspecify.annotations.Nullable Duration bound) {
    return bound == null || bound.compareTo(input.acceptedLoss()) > 0;
  }

  private static boolean silent(Recovery recovery) {
    return recovery.assessmentIfAny().map(Assessment::oldPrimarySilent).orElse(true);
  }

  private static boolean lossFound(@org.jspecify.annotations.Nullable Measured measured) {
    return measured == null || measured.loss().stream().anyMatch(Conditions::lost);
  }

  /** An estimate counts nothing, which does not mean that nothing was lost. */
  private static boolean lost(LossFound found) {
    return found.count() > 0 || found.source().equals(LossFound.ESTIMATE);
  }
}
