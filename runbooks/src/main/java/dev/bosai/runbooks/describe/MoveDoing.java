package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;

/** Says in one sentence what each step of a planned move will do. */
final class MoveDoing {
  private MoveDoing() {}

  static String assess(Database database) {
    return "asks "
        + Places.nodes(database)
        + ": one healthy primary, a fit standby that streams within 16 MB of it, a worker on both"
        + " hosts; holds the run where that is not so; changes nothing";
  }

  static String drain(Database database) {
    return "on the primary: writes a checkpoint, so that its stop is short; "
        + database.route().accept(new DrainDoing())
        + "; on the primary: holds writes and ends sessions; waits until the standby has replayed"
        + " all of it; puts everything back where that fails";
  }

  static String demote(Database database) {
    return "on the host of the node that is primary then ("
        + Places.anyOf(database)
        + "): stops it in order, blocks its start, proves both, reads its last checkpoint";
  }
}
