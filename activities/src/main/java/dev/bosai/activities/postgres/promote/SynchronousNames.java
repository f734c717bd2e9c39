package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Marker;
import dev.bosai.activities.postgres.wire.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The setting that would hang the new primary's first write: a standby made from a synchronous
 * primary carries it, and it names standbys that do not follow yet.
 */
public final class SynchronousNames {
  private static final String CLEARED = "cleared synchronous_standby_names";
  private static final String RESTORED = "restored synchronous_standby_names";

  private SynchronousNames() {}

  /** Clears it; what it was is written down first, for whoever gives it back. */
  public static void clear(Connection connection, Held held) throws IOException, SQLException {
    String was = Sql.text(connection, "show synchronous_standby_names");
    if (!was.isEmpty()) {
      held.note(CLEARED, Map.of("was", was));
      Sql.alterSystem(connection, "synchronous_standby_names", "");
    }
  }

  /** Gives it back. */
  public static void restore(Connection connection, Held held, String names)
      throws IOException, SQLException {
    Sql.alterSystem(connection, "synchronous_standby_names", names);
    held.note(RESTORED, Map.of("is", names));
  }

  /** Says that what was taken away is in force again, so that nobody gives it back later. */
  public static void foundBack(Connection connection, Held held, Marker marker)
      throws IOException, SQLException {
    String now = Sql.text(connection, "show synchronous_standby_names");
    if (!taken(marker).isEmpty() && !now.isEmpty()) {
      held.note(RESTORED, Map.of("is", now));
    }
  }

  /** Returns what was taken away and not yet given back; empty if nothing. */
  public static String taken(Marker marker) throws IOException {
    return taken(marker.journal());
  }

  /** Returns the same, of a journal that was read already. */
  public static String taken(List<Entry> journal) {
    String taken = "";
    for (Entry entry : journal) {
      if (entry.did().equals(CLEARED)) {
        taken = entry.facts().getOrDefault("was", "");
      } else if (entry.did().equals(RESTORED)) {
        taken = "";
      }
    }
    return taken;
  }
}
