package dev.bosai.activities.postgres.rows;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One table on two sides, of which the first has what the second may lack.
 *
 * @param source whose rows are wanted
 * @param base what they are compared with
 */
record Pair(Table source, Table base) {

  /** Returns the columns that are compared, in the order of a row's cells. */
  List<Column> columns() {
    return source.written();
  }

  /** Returns the columns that match rows; empty if only whole rows can be counted. */
  List<String> key() {
    return new HashSet<>(source.key()).equals(new HashSet<>(base.key())) ? source.key() : List.of();
  }

  /** Returns the cells that order rows: those of the key, else all. */
  List<Integer> ordering() {
    List<String> names = columns().stream().map(Column::name).toList();
    return key().isEmpty()
        ? IntStream.range(0, names.size()).boxed().toList()
        : key().stream().map(names::indexOf).toList();
  }

  /** Returns whether a column is a whole number on both sides, and so is ordered as one. */
  boolean whole(Column column) {
    return column.whole() && base.column(column.name()).filter(Column::whole).isPresent();
  }

  /** Returns whether a column's own order is that of its texts, on both sides. */
  boolean ordersAsText(Column column) {
    return column.ordersAsText()
        && base.column(column.name()).filter(Column::ordersAsText).isPresent();
  }

  /** Returns whether both sides have the same columns, so that whole rows can be compared. */
  boolean alike() {
    return source.columns().equals(base.columns());
  }

  /** Returns the columns that the base lacks. */
  List<Column> added() {
    return columns().stream().filter(column -> base.column(column.name()).isEmpty()).toList();
  }

  /** Returns the columns that only the base has. */
  List<Column> dropped() {
    return base.written().stream()
        .filter(column -> source.column(column.name()).isEmpty())
        .toList();
  }

  /** Returns the order in which {@link RowQuery} reads rows. */
  Comparator<Row> order() {
    List<Integer> positions = ordering();
    List<Boolean> whole = columns().stream().map(this::whole).toList();
    return (a, b) -> {
      int order = 0;
      for (int i = 0; i < positions.size() && order == 0; i++) {
        int at = positions.get(i);
        order =
            whole.get(at)
                ? compareNumbers(a.cell(at), b.cell(at))
                : compareTexts(a.cell(at), b.cell(at));
      }
      return order;
    };
  }

  private static int compareNumbers(@Nullable String a, @Nullable String b) {
    return a == null || b == null
        ? compareTexts(a, b)
        : new BigInteger(a).compareTo(new BigInteger(b));
  }

  /** Compares as the server does by the bytes of UTF-8, which is by code points; null is first. */
  private static int compareTexts(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    int same = 0;
    int shorter = Math.min(a.length(), b.length());
    while (same < shorter && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    if (same == shorter) {
      return Integer.compare(a.length(), b.length());
    }
    return Integer.compare(point(a, same), point(b, same));
  }

  private static int point(String text, int at) {
    boolean second = Character.isLowSurrogate(text.charAt(at)) && at > 0;
    return text.codePointAt(second ? at - 1 : at);
  }
}
