package dev.bosai.app.bench;

import dev.bosai.app.host.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks a server through {@code psql}.
 *
 * @param program path of {@code psql}
 * @param host address, or folder of its socket
 * @param port of the server
 * @param user that needs no password
 * @param within it must have answered by then
 */
public record Sql(String program, String host, int port, String user, Duration within) {

  /**
   * Runs one statement and returns its rows, fields separated by {@code |}.
   *
   * @throws dev.bosai.app.fault.Fault if the server refuses it or does not answer
   */
  public List<String> rows(String statement) {
    return program(statement).runWell("read the server's log").lines().toList();
  }

  /** Runs one statement that returns one value. */
  public String value(String statement) {
    return String.join("", rows(statement));
  }

  private Program program(String statement) {
    return new Program(command(statement), Map.of("PGCONNECT_TIMEOUT", "3"), within);
  }

  private List<String> command(String statement) {
    return List.of(
        program,
        "-XAtq",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        host,
        "-p",
        Integer.toString(port),
        "-U",
        user,
        "-d",
        "shop",
        "-c",
        statement);
  }
}
