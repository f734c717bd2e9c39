package dev.bosai.activities.postgres.rows;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the order of their pair. */
interface Rows {
  /** Returns the next row; null after the last. */
  @Nullable Row next() throws SQLException;

  /** Returns rows that are held already. */
  static Rows of(List<Row> rows) {
    Iterator<Row> each = rows.iterator();
    return () -> each.hasNext() ? each.next() : null;
  }
}
