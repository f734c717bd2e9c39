package dev.bosai.activities.probe;

import java.nio.file.Path;

/**
 * The probe's folder, outside the sites that hold data.
 *
 * @param folder absolute
 */
public record ProbeHome(Path folder) {
  /** Returns the acknowledged writes, one JSON line each. */
  public Path ledger() {
    return folder.resolve("ledger.jsonl");
  }

  /** Returns all attempts to write, one JSON line each. */
  public Path attempts() {
    return folder.resolve("attempts.jsonl");
  }

  /** Returns the rate of all clients' transactions, by timeline. */
  public Path rates() {
    return folder.resolve("rate.json");
  }

  /** Returns who came in past the route. */
  public Path past() {
    return folder.resolve("past-the-route.json");
  }

  /** Returns the file that the one writer of the ledger locks. */
  public Path lock() {
    return folder.resolve("probe.lock");
  }

  /** Returns the file of ids that a run found lost by the promotion to a timeline. */
  Path lost(String run, int timeline) {
    return folder.resolve(lostOn(timeline) + run.replaceAll("[^A-Za-z0-9._@-]", "_") + ".ids");
  }

  /** Returns how the names of all files of ids begin that one promotion lost. */
  static String lostOn(int timeline) {
    return "lost-timeline" + timeline + "-";
  }
}
