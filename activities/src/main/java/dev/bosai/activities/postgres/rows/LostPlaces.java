package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wal.LostRows;
import dev.bosai.activities.postgres.wal.LostWrites;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where one table's rows were at the fork that lost commits changed, and where they are now.
 *
 * @param moved from where they are on the old timeline to where they were at the fork
 * @param deleted where rows were at the fork that are deleted on the old timeline
 * @param uncertain places that may have come to be only past the fork
 */
record LostPlaces(Map<Place, Place> moved, Set<Place> deleted, Set<Place> uncertain) {

  /** Returns those of a table's parts. */
  static LostPlaces of(LostWrites lost, List<Leaf> leaves) {
    Map<Place, Place> moved = new HashMap<>();
    Set<Place> deleted = new HashSet<>();
    Set<Place> uncertain = new HashSet<>();
    for (Leaf leaf : leaves) {
      LostRows rows = lost.rows().get(leaf.file());
      if (rows != null) {
        rows.moved().forEach((now, then) -> moved.put(place(leaf, now), place(leaf, then)));
        rows.deleted().forEach(then -> deleted.add(place(leaf, then)));
        rows.gone().stream()
            .filter(rows::isUncertain)
            .forEach(then -> uncertain.add(place(leaf, then)));
      }
    }
    return new LostPlaces(moved, deleted, uncertain);
  }

  /** Returns all places at the fork. */
  Set<Place> gone() {
    Set<Place> all = new HashSet<>(deleted);
    all.addAll(moved.values());
    return all;
  }

  /**
   * Returns at which of these places the new timeline still has what was there at the fork.
   *
   * @param before a condition that only rows from before the fork meet
   */
  Set<Place> alive(Connection live, Table table, String before) throws SQLException {
    Set<Place> found = new HashSet<>();
    String query =
        "select %s from %s t where %s and %s"
            .formatted(Place.TEXT, table.own(), Place.condition(gone()), before);
    try (Statement statement = live.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(Place.parse(rows.getString(1)));
      }
    }
    return found;
  }

  private static Place place(Leaf leaf, long place) {
    return new Place(leaf.id(), place);
  }
}
