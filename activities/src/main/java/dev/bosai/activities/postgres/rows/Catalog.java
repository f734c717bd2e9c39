package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What tables a database has. */
final class Catalog {
  private static final String TABLES =
      """
      select c.oid, n.nspname, c.relname, c.relkind = 'p' as partitioned,
        case when c.relkind = 'p' or c.reltuples <= 0 then 100
          else greatest(1, least(1000,
            4194304 / greatest(1, pg_total_relation_size(c.oid) / c.reltuples)))::int end as fetch,
        coalesce((select array_agg(a.attname::text order by k.place)
          from pg_index i
            cross join unnest(i.indkey) with ordinality k(attnum, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
          where k.place <= i.indnkeyatts and i.indexrelid =
            (select u.indexrelid from pg_index u
              where u.indrelid = c.oid and u.indisunique and u.indisvalid
                and (u.indisprimary or u.indimmediate)
                and u.indpred is null and u.indexprs is null
                and not exists (select from unnest(u.indkey) with ordinality k(attnum, place)
                  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                  where k.place <= u.indnkeyatts and not a.attnotnull)
              order by u.indisprimary desc, u.indnkeyatts, u.indexrelid limit 1)), '{}') as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and c.relpersistence = 'p'
        and n.nspname not in ('pg_catalog', 'information_schema')
      """;

  private static final String COLUMNS =
      """
      select attname, format_type(atttypid, atttypmod), attgenerated <> '', attidentity = 'a'
      from pg_attribute where attrelid = ? and attnum > 0 and not attisdropped order by attnum
      """;

  private static final String PARTS =
      """
      select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
      from pg_partition_tree(?::regclass) p
        join pg_class c on c.oid = p.relid join pg_namespace n on n.oid = c.relnamespace
      order by p.level, 1
      """;

  private final Connection connection;

  Catalog(Connection connection) {
    this.connection = connection;
  }

  /** Returns all tables of users by name; partitions are part of theirs. */
  SortedMap<String, Table> tables() throws SQLException {
    SortedMap<String, Table> found = new TreeMap<>();
    for (Table table : read(TABLES + " and not c.relispartition", List.of())) {
      found.put(table.full(), table);
    }
    return found;
  }

  /** Returns one table, which may be a partition. */
  Optional<Table> table(String schema, String name) throws SQLException {
    return read(TABLES + " and n.nspname = ? and c.relname = ?", List.of(schema, name)).stream()
        .findFirst();
  }

  /** Returns a table and its partitions, each before what is below it, as pg_dump names them. */
  List<String> parts(Table table) throws SQLException {
    List<String> parts = Sql.column(connection, PARTS, table.quoted());
    return parts.isEmpty() ? List.of(table.quoted()) : parts;
  }

  private List<Table> read(String query, List<String> values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        List<Table> found = new ArrayList<>();
        while (row.next()) {
          found.add(table(row));
        }
        return found;
      }
    }
  }

  private Table table(ResultSet row) throws SQLException {
    return new Table(
        row.getString("nspname"),
        row.getString("relname"),
        row.getBoolean("partitioned"),
        columns(row.getLong("oid")),
        List.of((String[]) row.getArray("key").getArray()),
        row.getInt("fetch"));
  }

  private List<Column> columns(long table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, table);
      try (ResultSet row = statement.executeQuery()) {
        List<Column> found = new ArrayList<>();
        while (row.next()) {
          found.add(
              new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)));
        }
        return found;
      }
    }
  }
}
