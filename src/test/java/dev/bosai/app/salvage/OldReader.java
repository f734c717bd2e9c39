package dev.bosai.app.salvage;

import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads an old directory with PostgreSQL's own programs alone: the checker shares no code. */
record OldReader(LabDrill drill, Path kept, int port) {
  private static final Duration BOUND = Duration.ofMinutes(1);

  /** Returns the orders on it at the end of its own WAL, by id, as they stand in a CSV file. */
  Map<Long, String> orders() throws IOException {
    Path copy = kept.resolveSibling("reader");
    run("/bin/cp", "-a", kept.toString(), copy.toString());
    try {
      Files.move(copy.resolve("global/pg_control.fenced"), copy.resolve("global/pg_control"));
      Files.deleteIfExists(copy.resolve("postmaster.pid"));
      String options = "-p %d -c archive_mode=off -c unix_socket_directories=''".formatted(port);
      server("start", copy, "-l", copy + "/reader.log", "-o", options);
      try {
        return byId(psql(drill, port));
      } finally {
        server("stop", copy, "-m", "immediate");
      }
    } finally {
      run("/bin/rm", "-rf", copy.toString());
    }
  }

  /** Returns the orders of a running server. */
  static Map<Long, String> orders(LabDrill drill, int port) throws IOException {
    return byId(psql(drill, port));
  }

  private static Map<Long, String> byId(List<String> rows) {
    Map<Long, String> found = new TreeMap<>();
    rows.forEach(row -> found.put(Long.parseLong(row.substring(0, row.indexOf(','))), row));
    return found;
  }

  private static List<String> psql(LabDrill drill, int port) throws IOException {
    String password = Files.readString(drill.lab().layout().adminPassword()).strip();
    List<String> command =
        List.of(
            bin(drill, "psql"),
            "-XAtq",
            "postgresql://bosai@127.0.0.1:" + port + "/shop",
            "-c",
            "select concat_ws(',', id, item, quantity, placed_at) from orders order by id");
    return new Program(command, Map.of("PGPASSWORD", password, "PGTZ", "UTC"), BOUND)
        .runWell("read the server's log")
        .lines()
        .toList();
  }

  private void server(String what, Path data, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(bin(drill, "pg_ctl"), what, "-w", "-D", "" + data));
    command.addAll(List.of(more));
    run(command.toArray(String[]::new));
  }

  /** As the account that owns the directory, since PostgreSQL refuses root. */
  private void run(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    String owner = Files.getOwner(kept).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      command.addAll(List.of("runuser", "-u", owner, "--"));
    }
    command.addAll(List.of(words));
    new Program(command, Map.of(), BOUND).runWell("look at the directory");
  }

  private static String bin(LabDrill drill, String program) {
    return Path.of(drill.lab().settings().postgresBin()).resolve(program).toString();
  }
}
