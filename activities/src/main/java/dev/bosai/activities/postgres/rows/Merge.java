package dev.bosai.activities.postgres.rows;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Goes through both sides of a pair at once, each in the same order. */
final class Merge {
  private Merge() {}

  /** Told of every row that is not the same on both sides. */
  interface Sink {
    /** A row that only the source has. */
    void inserted(Row row) throws IOException;

    /** A row that both have, with other content. */
    void updated(Row source, Row base) throws IOException;

    /** A row that only the base has. */
    void deleted(Row row) throws IOException;
  }

  /** Goes through both to their ends. */
  static void run(Rows sources, Rows bases, Comparator<Row> order, Sink sink)
      throws SQLException, IOException {
    @Nullable Row source = sources.next();
    @Nullable Row base = bases.next();
    while (source != null || base != null) {
      int side = side(source, base, order);
      if (source != null && base != null && side == 0 && !source.equals(base)) {
        sink.updated(source, base);
      } else if (source != null && side < 0) {
        sink.inserted(source);
      } else if (base != null && side > 0) {
        sink.deleted(base);
      }
      source = side <= 0 ? sources.next() : source;
      base = side >= 0 ? bases.next() : base;
    }
  }

  private static int side(@Nullable Row source, @Nullable Row base, Comparator<Row> order) {
    if (source == null || base == null) {
      return source == null ? 1 : -1;
    }
    return order.compare(source, base);
  }
}
