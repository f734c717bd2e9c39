package dev.bosai.activities.postgres.wal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one WAL record did to a row's place in its table. A place is a block's number times 65,536
 * plus the number of the line pointer in it.
 *
 * @param relation the table's file
 * @param came where a row version came to be; -1 if none did
 * @param gone where one was given up; -1 if none was
 * @param block where several came to be, of which WAL does not print the places; -1 if it prints
 *     them
 */
record HeapChange(Relation relation, long came, long gone, long block) {
  private static final long NOWHERE = -1;

  /** PostgreSQL 16 prints colons, and says {@code old_off} and {@code new_off}. */
  private static final Pattern OFFSET = Pattern.compile("(?<!new |new_)off:? (\\d+)");

  private static final Pattern NEW_OFFSET = Pattern.compile("new[ _]off:? (\\d+)");
  private static final Pattern BLOCK =
      Pattern.compile("blkref #(\\d+): rel \\d+/\\d+/\\d+ blk (\\d+)");

  /** Reads a record; empty if it moves no row: locks, for example. */
  static Optional<HeapChange> parse(WalRecord record) {
    Relation relation = Relation.in(record.description());
    if (relation == null || record.xid().equals("0")) {
      return Optional.empty();
    }
    String text = record.description();
    return switch (record.operation()) {
      case "INSERT" ->
          Optional.of(new HeapChange(relation, place(text, OFFSET, 0), NOWHERE, NOWHERE));
      case "MULTI_INSERT" ->
          Optional.of(new HeapChange(relation, NOWHERE, NOWHERE, block(text, 0)));
      case "DELETE" ->
          Optional.of(new HeapChange(relation, NOWHERE, place(text, OFFSET, 0), NOWHERE));
      case "UPDATE", "HOT_UPDATE" ->
          Optional.of(
              new HeapChange(
                  relation, place(text, NEW_OFFSET, 0), place(text, OFFSET, 1), NOWHERE));
      default -> Optional.empty();
    };
  }

  /** Of an update within one block, WAL names that block once. */
  private static long place(String text, Pattern offset, int reference) {
    Matcher found = offset.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("a change of a row without its place: " + text);
    }
    return (block(text, reference) << 16) | Long.parseLong(found.group(1));
  }

  private static long block(String text, int reference) {
    Matcher blocks = BLOCK.matcher(text);
    @Nullable String found = null;
    while (blocks.find()) {
      int number = Integer.parseInt(blocks.group(1));
      if (found == null || number == reference) {
        found = blocks.group(2);
      }
    }
    if (found == null) {
      throw new IllegalStateException("a change of a row without its block: " + text);
    }
    return Long.parseLong(found);
  }
}
