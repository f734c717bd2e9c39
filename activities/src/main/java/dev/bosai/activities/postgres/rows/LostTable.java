package dev.bosai.activities.postgres.rows;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what lost commits did to one table's rows. What the new timeline did since is only looked
 * up for those rows, by their keys.
 */
final class LostTable {
  private static final int CHUNK = 500;

  private final Pair pair;
  private final Sides sides;
  private final ChangeFiles files;
  private long alike;

  /**
   * Both sides, each in a transaction that sees one moment.
   *
   * @param old the old timeline at its end
   * @param live the primary
   * @param lostWrote what holds of the old rows that lost commits wrote
   * @param before what holds of the live rows that are from before the fork
   */
  record Sides(Connection old, Connection live, String lostWrote, String before) {}

  /** How a row that lost commits wrote came to be. */
  private enum Origin {
    /** It was there at the fork, and the new timeline has it as it was. */
    THERE,
    /** It was there at the fork, and the new timeline has changed or deleted it since. */
    CHANGED_SINCE,
    /** Nothing shows that it was there at the fork. */
    NEW
  }

  LostTable(Pair pair, Sides sides, ChangeFiles files) {
    this.pair = pair;
    this.sides = sides;
    this.files = files;
  }

  /** Returns how many rows the new timeline has with the same content. */
  long alike() {
    return alike;
  }

  /**
   * Finds them by their places.
   *
   * @return how many deleted rows the new timeline has changed or deleted as well
   */
  long byPlaces(LostPlaces places) throws IOException, SQLException {
    Set<Place> alive = places.alive(sides.live(), pair.base(), sides.before());
    Map<Origin, Set<Place>> now = new HashMap<>();
    places
        .moved()
        .forEach(
            (place, then) ->
                now.computeIfAbsent(origin(then, alive, places), origin -> new HashSet<>())
                    .add(place));
    Set<Place> there = now.getOrDefault(Origin.THERE, Set.of());
    Set<Place> changed = now.getOrDefault(Origin.CHANGED_SINCE, Set.of());
    Set<Place> known = new HashSet<>(there);
    known.addAll(changed);
    wrote(" and " + Place.condition(there), Origin.THERE);
    wrote(" and " + Place.condition(changed), Origin.CHANGED_SINCE);
    wrote(" and not " + Place.condition(known), Origin.NEW);
    deleted(Place.condition(alive));
    return places.deleted().stream()
        .filter(then -> !alive.contains(then) && !places.uncertain().contains(then))
        .count();
  }

  /** Finds them where the table was rewritten, so that places tell nothing. */
  void byKeys() throws IOException, SQLException {
    wrote("", Origin.NEW);
    try (RowCursor olds = RowCursor.open(sides.old(), pair, pair.source(), "");
        RowCursor lives = RowCursor.open(sides.live(), pair, pair.base(), sides.before())) {
      Merge.run(olds, lives, pair.order(), new Missing(files));
    }
  }

  private static Origin origin(Place then, Set<Place> alive, LostPlaces places) {
    if (alive.contains(then)) {
      return Origin.THERE;
    }
    return places.uncertain().contains(then) ? Origin.NEW : Origin.CHANGED_SINCE;
  }

  private void wrote(String more, Origin origin) throws IOException, SQLException {
    try (RowCursor rows =
        RowCursor.open(sides.old(), pair, pair.source(), sides.lostWrote() + more)) {
      for (List<Row> chunk = chunk(rows); !chunk.isEmpty(); chunk = chunk(rows)) {
        if (pair.key().isEmpty()) {
          for (Row row : chunk) {
            files.inserted(row);
          }
        } else {
          meet(chunk, origin);
        }
      }
    }
  }

  /** Rows meet first what was there at the fork, then what the new timeline wrote. */
  private void meet(List<Row> chunk, Origin origin) throws IOException, SQLException {
    Met before = new Met(files::updated);
    met(chunk, sides.before(), before);
    Met since = new Met((row, live) -> files.conflicting(origin == Origin.NEW, row, live));
    met(before.alone, "not (" + sides.before() + ")", since);
    for (Row row : since.alone) {
      if (origin == Origin.CHANGED_SINCE) {
        files.conflicting(false, row, null);
      } else {
        files.inserted(row);
      }
    }
    alike += chunk.size() - before.differences - since.differences - since.alone.size();
  }

  private void met(List<Row> rows, String condition, Met met) throws IOException, SQLException {
    if (!rows.isEmpty()) {
      try (RowCursor lives =
          RowCursor.open(
              sides.live(), pair, pair.base(), keys(rows) + " and (" + condition + ")")) {
        Merge.run(Rows.of(rows), lives, pair.order(), met);
      }
    }
  }

  /** Without a key a row that was updated is shown as deleted and inserted. */
  private void deleted(String places) throws IOException, SQLException {
    String condition = places + " and " + sides.before();
    try (RowCursor lives = RowCursor.open(sides.live(), pair, pair.base(), condition)) {
      for (List<Row> chunk = chunk(lives); !chunk.isEmpty(); chunk = chunk(lives)) {
        if (pair.key().isEmpty()) {
          for (Row row : chunk) {
            files.deleted(row);
          }
        } else {
          try (RowCursor olds = RowCursor.open(sides.old(), pair, pair.source(), keys(chunk))) {
            Merge.run(olds, Rows.of(chunk), pair.order(), new Missing(files));
          }
        }
      }
    }
  }

  private static List<Row> chunk(Rows rows) throws SQLException {
    List<Row> chunk = new ArrayList<>();
    while (chunk.size() < CHUNK) {
      Row row = rows.next();
      if (row == null) {
        break;
      }
      chunk.add(row);
    }
    return chunk;
  }

  private String keys(List<Row> rows) {
    String names =
        pair.key().stream()
            .map(name -> "t." + Names.quoted(name))
            .collect(Collectors.joining(", "));
    return rows.stream()
        .map(row -> pair.ordering().stream().map(i -> Names.literal(row.cell(i))))
        .map(cells -> cells.collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(", ", "(" + names + ") in (", ")"));
  }

  /** What to do with a row that both sides have, with other content. */
  private interface Different {
    void found(Row row, Row live) throws IOException;
  }

  /** Sorts rows by what the live side has under their keys. */
  private static final class Met implements Merge.Sink {
    private final List<Row> alone = new ArrayList<>();
    private final Different different;
    private long differences;

    Met(Different different) {
      this.different = different;
    }

    @Override
    public void inserted(Row row) {
      alone.add(row);
    }

    @Override
    public void updated(Row source, Row base) throws IOException {
      differences++;
      different.found(source, base);
    }

    @Override
    public void deleted(Row row) {
      // Keys were asked for that the old side has, so no row is the live side's alone.
    }
  }

  /** Tells only what the old side has no more. */
  private record Missing(ChangeFiles files) implements Merge.Sink {
    @Override
    public void inserted(Row row) {
      // It was found as one that lost commits wrote, or the live side has deleted it since.
    }

    @Override
    public void updated(Row source, Row base) {
      // It was found as one that lost commits wrote, or the live side has changed it since.
    }

    @Override
    public void deleted(Row row) throws IOException {
      files.deleted(row);
    }
  }
}
