package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.workflows.port.Lsn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a transaction, or a part of one, has done so far.
 *
 * @param first where its first record begins
 * @param rows for each table that it changed
 * @param created files it made
 * @param locked tables that it locked so that nobody could read them, as database and object id
 * @param marks further things it did
 */
record Change(
    Lsn first,
    Map<Relation, Rows> rows,
    List<Relation> created,
    Set<Locked> locked,
    Set<Mark> marks) {
  /** A further thing a transaction did. */
  enum Mark {
    /** Emptied a table, which WAL says only for those who follow changes row by row. */
    EMPTIED,
    /** Made a database. */
    DATABASE_CREATED,
    /** Removed a database. */
    DATABASE_DROPPED
  }

  /**
   * A table that was locked.
   *
   * @param database object id
   * @param id object id
   */
  record Locked(long database, long id) {
    private static final Pattern RECORD = Pattern.compile("xid \\d+ db (\\d+) rel (\\d+)");

    /** Reads a record of locks. */
    static List<Locked> in(String description) {
      return RECORD
          .matcher(description)
          .results()
          .map(one -> new Locked(Long.parseLong(one.group(1)), Long.parseLong(one.group(2))))
          .toList();
    }

    /** Reads the object ids in a record of locks. */
    static List<Long> ids(String description) {
      return in(description).stream().map(Locked::id).toList();
    }
  }

  static Change begun(Lsn first) {
    return new Change(
        first,
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  /** Puts the parts of a transaction together, in their order. */
  static Change of(List<Change> parts) {
    Lsn first = parts.stream().map(Change::first).min(Lsn::compareTo).orElseThrow();
    Change whole = begun(first);
    for (Change part : parts) {
      part.rows.forEach((file, rows) -> whole.rows.merge(file, rows, Rows::plus));
      whole.created.addAll(part.created);
      whole.locked.addAll(part.locked);
      whole.marks.addAll(part.marks);
    }
    return whole;
  }

  Rows rows(Relation file) {
    return rows.getOrDefault(file, Rows.NONE);
  }
}
