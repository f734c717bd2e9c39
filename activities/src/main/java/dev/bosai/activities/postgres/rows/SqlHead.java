package dev.bosai.activities.postgres.rows;

import java.util.ArrayList;
import java.util.List;

/** Tells whoever reads a file of statements what it is and how it is run. */
final class SqlHead {
  private SqlHead() {}

  static List<String> lines(Pair pair, ChangeFiles.Place place, Against against) {
    List<String> lines = new ArrayList<>();
    comment(lines, "Rows of \"" + pair.source().full() + "\"" + against.which());
    comment(lines, against.lacking() + " Nobody has run this: read it, take out what");
    comment(lines, "shall not come back, then run it as a whole:");
    comment(lines, "  psql --dbname='" + place.database() + "' --file='" + place.name() + ".sql'");
    comment(lines, "An insert leaves a row alone whose key is there. An update changes a row only");
    comment(lines, against.unchanged() + " Deletes are comments. Triggers fire and foreign");
    comment(lines, "keys hold: begin with the tables that others refer to.");
    if (pair.key().isEmpty()) {
      comment(lines, "There is no key to match rows by: run twice, it inserts twice.");
    }
    for (Column column : pair.added()) {
      comment(
          lines,
          "Left out, since the " + against.base() + " table has no such column: " + column.name());
    }
    lines.add("begin;");
    Settings.TEXTS.forEach(setting -> lines.add("set local " + setting + ";"));
    if (!place.creation().isEmpty()) {
      lines.add(place.creation());
    }
    return lines;
  }

  private static void comment(List<String> lines, String text) {
    lines.add("-- " + Names.comment(text));
  }
}
