package dev.bosai.activities.postgres.rows;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Carries many rows by COPY. */
final class Copying {
  private Copying() {}

  /**
   * Carries rows from one server to another.
   *
   * @param query whose rows go out
   * @param into a table and its columns, that they come into
   * @return how many
   */
  static long between(Connection from, String query, Connection to, String into)
      throws SQLException {
    CopyOut out =
        from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout");
    CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
    for (byte[] bytes = out.readFromCopy(); bytes != null; bytes = out.readFromCopy()) {
      in.writeToCopy(bytes, 0, bytes.length);
    }
    return in.endCopy();
  }

  /**
   * Carries rows from a file in COPY's text format.
   *
   * @return how many
   */
  static long from(Path file, Connection to, String into) throws SQLException, IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin", in);
    }
  }
}
