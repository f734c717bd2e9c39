package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the names of tables in the new primary's catalogs: both timelines share every table file
 * made before the fork.
 */
final class TableNames {
  private static final String NAME =
      """
      select n.nspname || '.' || coalesce(p.relname, c.relname)
      from pg_class c
        left join pg_class p on p.reltoastrelid = c.oid
        join pg_namespace n on n.oid = coalesce(p.relnamespace, c.relnamespace)
      where c.oid = pg_filenode_relation(?::oid, ?::oid)
      """;
  private final Admins admins;
  private final Database.Admin admin;
  private final Admins.Target primary;

  TableNames(Admins admins, Database.Admin admin, Admins.Target primary) {
    this.admins = admins;
    this.admin = admin;
    this.primary = primary;
  }

  /**
   * Names relations; those that cannot be named keep WAL's own words.
   *
   * @param relations all that were written to
   * @param isNew tells those that did not exist at the fork
   */
  Map<Relation, String> of(Set<Relation> relations, Predicate<Relation> isNew) throws SQLException {
    Map<Relation, String> names = new HashMap<>();
    relations.forEach(relation -> names.put(relation, relation.toString()));
    Map<Long, Set<Relation>> known =
        relations.stream()
            .filter(relation -> !isNew.test(relation))
            .collect(Collectors.groupingBy(Relation::database, Collectors.toSet()));
    for (Map.Entry<Long, Set<Relation>> database : known.entrySet()) {
      resolve(database.getKey(), database.getValue(), names);
    }
    return names;
  }

  private void resolve(long database, Set<Relation> relations, Map<Relation, String> names)
      throws SQLException {
    String catalog = database == 0 ? primary.catalog() : catalog(database);
    if (catalog.isEmpty()) {
      return;
    }
    try (Connection connection = admins.open(admin, primary.in(catalog))) {
      for (Relation relation : relations) {
        String name =
            Sql.text(
                connection,
                NAME,
                Long.toString(relation.tablespace()),
                Long.toString(relation.file()));
        if (!name.isEmpty()) {
          names.put(relation, name);
        }
      }
    }
  }

  private String catalog(long database) throws SQLException {
    try (Connection connection = admins.open(admin, primary)) {
      return Sql.text(
          connection,
          "select datname from pg_database where oid = ?::oid and datallowconn",
          Long.toString(database));
    }
  }
}
