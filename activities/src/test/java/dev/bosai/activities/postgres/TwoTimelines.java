package dev.bosai.activities.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A table that both sides of a fork write to at random, and what a salvage must find of it. Every
 * write has content of its own, so that no two of them can be taken for each other.
 */
final class TwoTimelines {
  private static final int AT_FORK = 200;
  private static final int KEYS = 320;

  private final String table;
  private final int parts;
  private final Random random;
  private final Map<Integer, Row> fork = new TreeMap<>();
  private final Map<Integer, Row> old = new TreeMap<>();
  private final Map<Integer, Row> live = new TreeMap<>();
  private int contents;

  /**
   * A row version.
   *
   * @param from its key at the fork; null if it came to be past it
   * @param content of its own
   */
  private record Row(@Nullable Integer from, String content) {}

  /**
   * Names a table.
   *
   * @param parts where its second partition begins; 0 if it has none
   */
  TwoTimelines(String table, int parts, long seed) {
    this.table = table;
    this.parts = parts;
    this.random = new Random(seed);
  }

  /** Makes the rows that both timelines share. */
  void atFork(Connection db1) throws SQLException {
    for (int key = 0; key < AT_FORK; key++) {
      Row row = new Row(key, content());
      fork.put(key, row);
      insert(db1, key, row);
    }
    old.putAll(fork);
    live.putAll(fork);
  }

  void onOld(Connection connection, int times) throws SQLException {
    write(connection, old, times);
  }

  void onLive(Connection connection, int times) throws SQLException {
    write(connection, live, times);
  }

  /** Some transactions, of which some are rolled back as a whole or in part. */
  private void write(Connection connection, Map<Integer, Row> side, int times) throws SQLException {
    connection.setAutoCommit(false);
    for (int i = 0; i < times; i++) {
      Map<Integer, Row> before = new HashMap<>(side);
      steps(connection, side);
      if (random.nextInt(4) == 0) {
        Map<Integer, Row> point = new HashMap<>(side);
        Savepoint savepoint = connection.setSavepoint();
        steps(connection, side);
        if (random.nextBoolean()) {
          connection.rollback(savepoint);
          reset(side, point);
        }
        steps(connection, side);
      }
      if (random.nextInt(6) == 0) {
        connection.rollback();
        reset(side, before);
      } else {
        connection.commit();
      }
    }
    connection.setAutoCommit(true);
  }

  private static void reset(Map<Integer, Row> side, Map<Integer, Row> to) {
    side.clear();
    side.putAll(to);
  }

  private void steps(Connection connection, Map<Integer, Row> side) throws SQLException {
    for (int i = random.nextInt(3); i >= 0; i--) {
      int key = random.nextInt(KEYS);
      Row row = side.get(key);
      if (row == null) {
        Row fresh = new Row(null, content());
        insert(connection, key, fresh);
        side.put(key, fresh);
      } else if (random.nextInt(3) == 0) {
        run(connection, "delete from " + table + " where id = " + key);
        side.remove(key);
      } else {
        change(connection, side, key, row);
      }
    }
  }

  private void change(Connection connection, Map<Integer, Row> side, int key, Row row)
      throws SQLException {
    int other = random.nextInt(KEYS);
    int to = random.nextInt(5) == 0 && !side.containsKey(other) ? other : key;
    // From one partition to the other, a row is deleted here and inserted there.
    boolean crosses = key < parts != to < parts;
    Row changed = new Row(crosses ? null : row.from(), content());
    run(
        connection,
        "update %s set id = %d, v = '%s' where id = %d"
            .formatted(table, to, changed.content(), key));
    side.remove(key);
    side.put(to, changed);
  }

  private void insert(Connection connection, int key, Row row) throws SQLException {
    run(connection, "insert into %s values (%d, '%s')".formatted(table, key, row.content()));
  }

  private String content() {
    contents++;
    return table + " " + contents;
  }

  private static void run(Connection connection, String command) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /** Returns the lines of the file, as a sorted list: each row with what happened to it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    old.forEach((key, row) -> lines.addAll(written(key, row)));
    fork.forEach(
        (key, row) -> {
          if (!old.containsKey(key) && row.equals(live.get(key))) {
            lines.add("deleted,live,," + key + "," + row.content());
          }
        });
    return lines.stream().sorted().toList();
  }

  private List<String> written(int key, Row row) {
    if (row.equals(fork.get(key))) {
      return List.of();
    }
    Row now = live.get(key);
    if (now == null) {
      boolean there = row.from() == null || fork.get(row.from()).equals(live.get(row.from()));
      return List.of((there ? "inserted" : "updated-conflict") + ",old,," + text(key, row));
    }
    if (now.equals(fork.get(key))) {
      return List.of("updated,old,v," + text(key, row), "updated,live,v," + text(key, now));
    }
    // A row that got another's key meets what the new timeline put there, and is no update of it.
    String change = row.from() == null ? "inserted-conflict" : "updated-conflict";
    return List.of(change + ",old,," + text(key, row), change + ",live,," + text(key, now));
  }

  private static String text(int key, Row row) {
    return key + "," + row.content();
  }

  /** Returns how many rows were deleted that the other side changed or deleted as well. */
  long unlisted() {
    var kept = new TreeSet<Integer>();
    old.values().stream().filter(row -> row.from() != null).forEach(row -> kept.add(row.from()));
    return fork.keySet().stream()
        .filter(key -> !kept.contains(key))
        .filter(key -> !fork.get(key).equals(live.get(key)))
        .count();
  }

  /** Returns the content of every row that is only on the old timeline. */
  List<String> oldContents() {
    return old.entrySet().stream()
        .filter(one -> !one.getValue().equals(fork.get(one.getKey())))
        .map(one -> one.getValue().content())
        .sorted()
        .toList();
  }
}
