package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of the tables that come back: none of them may give a number out again. They only ever
 * move on, which no transaction takes back.
 */
final class Sequences {
  private static final String OF_TABLE =
      """
      select distinct format('%I.%I', n.nspname, s.relname), a.attname, q.seqincrement > 0
      from pg_class s join pg_namespace n on n.oid = s.relnamespace
        join pg_sequence q on q.seqrelid = s.oid
        join pg_attribute a on a.attrelid = ?::regclass
        left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
      where exists (select from pg_depend d where d.refclassid = 'pg_class'::regclass
          and d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
          and d.refobjid = a.attrelid and d.refobjsubid = a.attnum)
        or exists (select from pg_depend d where d.classid = 'pg_attrdef'::regclass
          and d.objid = f.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = s.oid)
      order by 1, 2
      """;

  private final List<TableBack> tables;
  private final Connection restored;
  private final Connection live;

  Sequences(List<TableBack> tables, Connection restored, Connection live) {
    this.tables = tables;
    this.restored = restored;
    this.live = live;
  }

  /**
   * A sequence that is to move on.
   *
   * @param name for statements
   * @param to the newest number that was used
   * @param text why, one sentence
   */
  record Move(String name, long to, String text) {}

  /** Returns those that are to move on; the tables are there. */
  List<Move> moves() throws SQLException {
    List<Move> moves = new ArrayList<>();
    for (TableBack table : tables) {
      try (PreparedStatement statement = restored.prepareStatement(OF_TABLE)) {
        statement.setString(1, table.restored().quoted());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            // One that counts down is left to people: it is rare, and numbers of it may be too.
            if (row.getBoolean(3)) {
              add(table, row.getString(1), row.getString(2), moves);
            }
          }
        }
      }
    }
    return moves;
  }

  /** Moves one on, unless it has come that far meanwhile. */
  static void apply(Connection live, Move move) throws SQLException {
    Sql.text(
        live,
        "select setval(%s, %d) from %s where last_value < %d or (last_value = %d and not is_called)"
            .formatted(Names.literal(move.name()), move.to(), move.name(), move.to(), move.to()));
  }

  private void add(TableBack table, String name, String column, List<Move> moves)
      throws SQLException {
    if (Sql.text(live, "select to_regclass(?)", name).isEmpty()) {
      return;
    }
    String used = "select case when is_called then last_value end from " + name;
    String highest = "select max(t." + Names.quoted(column) + ")::bigint from ";
    String now = Sql.text(live, used);
    String then = Sql.text(restored, used);
    String back =
        Sql.text(restored, highest + table.restored().own() + " t where " + table.where());
    String there = table.live() == null ? "" : Sql.text(live, highest + table.live().own() + " t");
    long to = Math.max(Math.max(number(then), number(back)), number(there));
    if (to > number(now)) {
      moves.add(
          new Move(
              name,
              to,
              ("sequence \"%s\" is set to %d; it stands at %s, stood at %s,"
                      + " and the highest \"%s\" is %s")
                  .formatted(name, to, none(now), none(then), column, none(back))));
    }
  }

  private static long number(String text) {
    return text.isEmpty() ? Long.MIN_VALUE : Long.parseLong(text);
  }

  private static String none(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
