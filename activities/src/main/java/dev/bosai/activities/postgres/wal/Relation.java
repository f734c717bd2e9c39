package dev.bosai.activities.postgres.wal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as WAL names it.
 *
 * @param tablespace its object id
 * @param database its object id; 0 for tables that all databases share
 * @param file number of its file, which changes when the table is rewritten
 */
record Relation(long tablespace, long database, long file) {
  private static final Pattern BLOCK = Pattern.compile("rel (\\d+)/(\\d+)/(\\d+)");

  /** Finds the first one in a record's description; null if it names none. */
  static @org.jspecify.annotations.Nullable Relation in(String description) {
    Matcher matcher = BLOCK.matcher(description);
    return matcher.find()
        ? new Relation(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)))
        : null;
  }

  @Override
  public String toString() {
    return "rel " + tablespace + "/" + database + "/" + file;
  }
}
