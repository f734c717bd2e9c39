package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.rejoin.Conninfo;
import dev.bosai.runbooks.system.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The administrator's password for programs, in a file that only the directory's owner reads: never
 * in arguments.
 *
 * @param file where it is
 */
record PassFile(Path file) {

  /** Writes the file. */
  static PassFile write(Path file, Database.Admin admin, Secrets secrets, Owner owner)
      throws IOException {
    String password = admin.password().isEmpty() ? "" : secrets.resolve(admin.password());
    String line =
        password.isEmpty() ? "" : "*:*:*:" + escaped(admin.user()) + ":" + escaped(password) + "\n";
    Durable.replace(file, line.getBytes(StandardCharsets.UTF_8), owner);
    return new PassFile(file);
  }

  /** Returns a connection string that has the password from there. */
  String conninfo(String host, int port, String user, String catalog) {
    return Conninfo.parse("connect_timeout=10 application_name=bosai")
        .at(host, port)
        .with("user", user)
        .with("dbname", catalog)
        .with("passfile", file.toString())
        .toString();
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }
}
