package dev.bosai.activities.postgres.wire;

import dev.bosai.workflows.port.Lsn;
import org.jspecify.annotations.Nullable;

/**
 * Whether a standby may be promoted. PostgreSQL promotes each of the unfit ones without a word.
 *
 * @param pause state of the replay pause
 * @param delay {@code recovery_min_apply_delay}
 * @param targets names of the {@code recovery_target*} settings that are set
 * @param receiving whether a walreceiver streams
 * @param restores whether it can take WAL from an archive
 * @param streamed newest position it received by streaming since it was started
 * @param replayed newest position it has applied
 */
record Fitness(
    String pause,
    String delay,
    String targets,
    boolean receiving,
    boolean restores,
    @Nullable Lsn streamed,
    @Nullable Lsn replayed) {

  /** Returns why it must not be promoted; empty if nothing stands against it. */
  String unfit() {
    if (!pause.equals("not paused")) {
      return "its replay is " + pause + "; promotion would apply everything that waits";
    }
    if (!delay.equals("0")) {
      return "recovery_min_apply_delay is " + delay + "; promotion would apply what it holds back";
    }
    if (!targets.isEmpty()) {
      return targets + " is set; it would stop there";
    }
    return gap()
        ? "it has received no WAL since it was started and has no restore_command; it may be far"
            + " behind"
        : "";
  }

  /**
   * A walreceiver that only just failed has brought WAL up to where replay stands. One that never
   * got what it asked for leaves the position at the beginning of a segment already replayed.
   */
  private boolean gap() {
    if (receiving || restores) {
      return false;
    }
    return streamed == null || (replayed != null && streamed.compareTo(replayed) < 0);
  }
}
