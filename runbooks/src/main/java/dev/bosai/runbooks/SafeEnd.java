package dev.bosai.runbooks;

import java.util.Locale;
import java.util.Set;

/** The named state an abort leaves a system in. */
public enum SafeEnd {
  /** Nothing the run is for was begun. */
  UNCHANGED(
      "the primary, its standbys and the route are as they were; what manual, http, sql and"
          + " command steps did stays",
      "bosai start RUNBOOK --system SYSTEM when the reason is gone"),
  /** A fence was begun. */
  FENCED(
      "the old primary was stopped and its start is blocked, or it was isolated, or the route leads to"
          + " nobody, or may have been; nothing was promoted, so nothing is writable; this is never"
          + " undone by itself",
      "bosai start RUNBOOK --system SYSTEM to go on from here"),
  /** A restore beside was begun. */
  RESTORED_BESIDE_UNUSED(
      "the node serves as before; what was restored, or part of it, stands beside, its server"
          + " included, and nobody uses it (\"discard\" in the printed checklist removes it); rows that"
          + " an extract brought back stay; held writes are freed",
      "bosai start point-in-time-recovery --system SYSTEM --input target=… to aim again"),
  /** A promotion was begun. */
  PROMOTED_UNROUTED(
      "the old primary is fenced; a standby, or what was restored, is the new primary, or may be;"
          + " clients are not, or not all, led to it",
      "bosai start replica-promotion --system SYSTEM finds the new primary and leads clients there"),
  /** Clients are led to the new primary. */
  RESTORED_EXPOSED(
      "clients are led to the new primary, which has no standby; whether it takes their writes is"
          + " proven only if verify ended",
      "bosai start replica-promotion --system SYSTEM finds what is done and goes on (reprotect"
          + " after a point-in-time-recovery)"),
  /** A standby streams. */
  STANDBY_ONLY(
      "the service answers and a standby streams; no backup of the new timeline is proven",
      "bosai backup take --system SYSTEM, then bosai backup prove --system SYSTEM"),
  /** A standby streams and a backup of the new timeline is proven. */
  PROTECTED(
      "the service answers, a standby streams, and a backup of the new timeline was restored for"
          + " proof",
      "bosai report SYSTEM tells what it took");

  /** After these nothing is left to promote. */
  private static final Set<String> PROMOTE_NOBODY = Set.of("point-in-time-recovery", "reprotect");

  private final String meaning;
  private final String next;

  SafeEnd(String meaning, String next) {
    this.meaning = meaning;
    this.next = next;
  }

  /** Returns the word people read, for example {@code promoted-unrouted}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what the state means, as a sentence without capital and full stop. */
  public String meaning() {
    return meaning;
  }

  /** Returns what comes next: a command, with the names as {@code RUNBOOK} and {@code SYSTEM}. */
  public String next() {
    return next;
  }

  /**
   * Returns what comes next as a person types it.
   *
   * @param runbook that was aborted
   * @param system it was for
   */
  public String next(String runbook, String system) {
    if (this == RESTORED_EXPOSED && PROMOTE_NOBODY.contains(runbook)) {
      return "bosai start reprotect --system " + system + " to bring redundancy back";
    }
    if (this == RESTORED_EXPOSED) {
      return "bosai start replica-promotion --system " + system + " finds what is done and goes on";
    }
    return next.replace("RUNBOOK", runbook).replace("SYSTEM", system);
  }
}
