package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.runbooks.system.Database;
import java.util.List;

/**
 * The database as it serves while a backup of it is proven.
 *
 * @param database its entry
 * @param primaries every node of it that takes writes; empty if none does
 */
record Serving(Database database, List<Primary> primaries) {
  Serving {
    primaries = List.copyOf(primaries);
  }

  /** Returns the timeline that matters, the primary's; 0 with none means the newest there is. */
  int timeline() {
    return primaries.stream().mapToInt(primary -> primary.facts().timeline()).max().orElse(0);
  }
}
