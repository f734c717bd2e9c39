package dev.bosai.app.kill;

import java.util.List;

/** Where in the life of a piece of work a process dies. */
enum KillPoint {
  /** The worker has taken the work and not begun it. */
  BEFORE_EFFECT,
  /** The work has just told how far it is. */
  UNDER_WAY,
  /** The work is done and its worker has not reported it. */
  AFTER_EFFECT,
  /**
   * The result stands in history and the run has just been told of it; what the run decided from it
   * is not reported. It is the worker that carries the run that dies.
   */
  AFTER_RESULT;

  /** Returns those that every piece of work has, however short it is. */
  static List<KillPoint> ofAll() {
    return List.of(BEFORE_EFFECT, AFTER_EFFECT, AFTER_RESULT);
  }
}
