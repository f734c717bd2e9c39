package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Sql;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server on the copy of a dead node: it replays the dead node's own WAL and then shows every row
 * that node had. It listens on a socket only, follows nobody and archives nothing.
 */
final class CopyServer implements AutoCloseable {
  private static final int PORT_OFFSET = 90;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final BenchLab bench;
  private final Path data;
  private final Path socket;
  private final int port;

  private CopyServer(BenchLab bench, Path data) {
    this.bench = bench;
    this.data = data;
    this.socket = DeadCopy.folder(bench);
    this.port = bench.lab().settings().basePort() + PORT_OFFSET;
  }

  /** Starts it and returns when it has replayed everything. */
  static CopyServer start(BenchLab bench, DeadCopy copy) {
    CopyServer server = new CopyServer(bench, copy.data());
    Folders folders = new Folders(bench.lab().settings().user());
    folders.secret(copy.data().resolve("pg_hba.conf"), "local all all trust\n");
    server.control("start", "-w", "-t", "60", "-l", server.log(), "-o", server.options());
    return server;
  }

  /** Returns a reader of its rows. */
  Sql sql() {
    return new Sql(bench.program("psql"), socket.toString(), port, "bosai", PATIENCE);
  }

  @Override
  public void close() {
    control("stop", "-m", "immediate");
  }

  private String options() {
    return String.join(
        " -c ",
        "-p " + port,
        "listen_addresses=''",
        "unix_socket_directories='" + socket + "'",
        "archive_mode=off",
        "primary_conninfo=''",
        "synchronous_standby_names=''",
        "autovacuum=off");
  }

  private String log() {
    return socket.resolve("server.log").toString();
  }

  private void control(String... arguments) {
    List<String> command = new ArrayList<>(List.of(bench.program("pg_ctl")));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-D", data.toString()));
    Map<String, String> mark = Map.of("BOSAI_LAB", bench.lab().layout().root().toString());
    new Program(bench.lab().settings().user().running(command), mark, PATIENCE)
        .runWell("read \"" + log() + "\"");
  }
}
