package dev.bosai.runbooks.step;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The closed list of conditions a step may stand under; an unknown fact counts as the bad case. */
public enum When {
  /** The step always runs. */
  ALWAYS,
  /** The bound of the loss is above what the starter accepted, or unknown. */
  LOSS_ABOVE_ACCEPTED,
  /** Something acknowledged was lost, or it is unknown whether. */
  LOSS_FOUND,
  /** The old primary's host does not answer. */
  OLD_PRIMARY_UNREACHABLE,
  /** A person chose to switch to what was restored; nobody's choice is none. */
  CHOSEN_SWITCH,
  /** A person chose to bring rows back out of what was restored. */
  CHOSEN_EXTRACT,
  /** A person chose to discard what was restored. */
  CHOSEN_DISCARD,
  /** A person decided that a switch stays. */
  KEPT,
  /** A person decided that a switch is taken back. */
  UNDONE,
  /** The system file says where backups of the run's database are. */
  HAS_BACKUPS;

  /** What a person chooses between: a run takes one of them at most. */
  public static final Set<When> BRANCHES =
      Collections.unmodifiableSet(EnumSet.of(CHOSEN_SWITCH, CHOSEN_EXTRACT, CHOSEN_DISCARD));

  /** Returns the condition as it stands in a runbook, for example {@code loss-found}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
