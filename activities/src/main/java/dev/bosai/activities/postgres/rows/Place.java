package dev.bosai.activities.postgres.rows;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a row version lies.
 *
 * @param table object id of the table or partition
 * @param place the block's number times 65,536, plus the number of the line pointer in it
 */
record Place(long table, long place) {
  /** What {@link #parse} reads, of a row called {@code t}. */
  static final String TEXT = "t.tableoid::text || t.ctid::text";

  /** Reads what a server says. */
  static Place parse(String text) {
    String[] parts = text.split("[(,)]", -1);
    long block = Long.parseLong(parts[1]);
    return new Place(Long.parseLong(parts[0]), block << 16 | Long.parseLong(parts[2]));
  }

  /** Returns a condition on a row called {@code t}, which a server finds without a search. */
  static String condition(Collection<Place> places) {
    if (places.isEmpty()) {
      return "false";
    }
    Map<Long, String> byTable =
        places.stream()
            .collect(
                Collectors.groupingBy(
                    Place::table,
                    TreeMap::new,
                    Collectors.mapping(Place::text, Collectors.joining(","))));
    return byTable.entrySet().stream()
        .map(
            one ->
                "t.tableoid = %d and t.ctid = any ('{%s}'::tid[])"
                    .formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private String text() {
    return "\"(" + (place >>> 16) + "," + (place & 0xFFFF) + ")\"";
  }
}
