package dev.bosai.app.lab.postgres;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks a server as its superuser.
 *
 * @param program path of {@code psql}
 * @param port on loopback
 * @param password file that holds the password of {@code bosai}
 */
record Psql(String program, int port, Path password) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Runs a file of statements and stops at the first that fails. */
  void file(String database, Path statements) {
    new Program(command(database, "-f", statements.toString()), environment(), PATIENCE)
        .runWell("read the server's log");
  }

  /**
   * Asks one thing; a server that does not answer is an outcome too.
   *
   * @param within the server must have answered by then
   */
  Program.Outcome ask(String query, Duration within) {
    return new Program(command("postgres", "-c", query), environment(), within).run();
  }

  private List<String> command(String database, String option, String value) {
    return List.of(
        program,
        "-XAtq",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        "127.0.0.1",
        "-p",
        Integer.toString(port),
        "-U",
        "bosai",
        "-d",
        database,
        option,
        value);
  }

  // In a synchronous lab the first commits come before the standby does; they must not wait for it.
  private Map<String, String> environment() {
    return Map.of(
        "PGPASSWORD",
        secret(),
        "PGCONNECT_TIMEOUT",
        "2",
        "PGOPTIONS",
        "-c synchronous_commit=local");
  }

  private String secret() {
    try {
      return Files.readString(password).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
