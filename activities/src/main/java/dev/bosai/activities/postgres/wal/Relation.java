package dev.bosai.activities.postgres.wal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as WAL names it.
 *
 * @param tablespace its object id
 * @param database its object id; 0 for tables that all databases share
 * @param file number of its file, which changes when the table is rewritten
 */
public record Relation(long tablespace, long database, long file) {
  private static final Pattern BLOCK = Pattern.compile("rel (\\d+)/(\\d+)/(\\d+)");

  /** The main file alone: the free space map and the like have a suffix. */
  private static final Pattern FILE =
      Pattern.compile("(?:base/|(global)/|pg_tblspc/(\\d+)/[^/]+/)(?:(\\d+)/)?(\\d+)");

  private static final long USUAL = 1663;
  private static final long SHARED = 1664;

  /** Finds the first one in a record's description; null if it names none. */
  public static @Nullable Relation in(String description) {
    Matcher matcher = BLOCK.matcher(description);
    return matcher.find()
        ? new Relation(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)))
        : null;
  }

  /** Reads a main file's path in the data directory; empty if it is another kind of file. */
  public static Stream<Relation> ofFile(String path) {
    Matcher matcher = FILE.matcher(path.strip());
    if (!matcher.matches()) {
      return Stream.empty();
    }
    long tablespace = matcher.group(1) == null ? USUAL : SHARED;
    return Stream.of(
        new Relation(
            matcher.group(2) == null ? tablespace : Long.parseLong(matcher.group(2)),
            matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3)),
            Long.parseLong(matcher.group(4))));
  }

  @Override
  public String toString() {
    return "rel " + tablespace + "/" + database + "/" + file;
  }
}
