package dev.bosai.activities.route;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Speaks to the runtime interface of an HAProxy: one line of commands, one answer, closed. */
final class HaproxyClient {
  private static final int PATIENCE_MS = 2_000;

  private final InetSocketAddress admin;
  private final String backend;

  /**
   * Makes a client; nothing is opened yet.
   *
   * @param admin {@code host:port}
   * @param backend section whose servers are asked for
   */
  HaproxyClient(String admin, String backend) {
    int colon = admin.lastIndexOf(':');
    this.admin =
        new InetSocketAddress(
            admin.substring(0, colon), Integer.parseInt(admin.substring(colon + 1)));
    this.backend = backend;
  }

  /**
   * One server of the backend.
   *
   * @param name of it
   * @param status in HAProxy's words, such as {@code UP}, {@code no check}, {@code MAINT}
   * @param sessions it has now
   */
  record Server(String name, String status, int sessions) {
    /** Returns whether new clients are led there, or would be if it were healthy. */
    boolean takesClients() {
      return !status.startsWith("MAINT") && !status.startsWith("DRAIN");
    }
  }

  /**
   * Returns the backend's servers.
   *
   * @throws IOException if it does not answer, or has no such backend
   */
  List<Server> servers() throws IOException {
    List<String> lines = ask("show stat").lines().toList();
    if (lines.isEmpty() || !lines.get(0).startsWith("# ")) {
      throw new IOException("expected statistics, found \"" + String.join(" ", lines) + "\"");
    }
    String[] keys = lines.get(0).substring(2).split(",", -1);
    List<Server> servers =
        lines.stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(values -> values.length == keys.length)
            .map(values -> row(keys, values))
            .filter(row -> backend.equals(row.get("pxname")) && "2".equals(row.get("type")))
            .map(HaproxyClient::server)
            .toList();
    if (servers.isEmpty()) {
      throw new IOException("it has no backend \"" + backend + "\" with servers");
    }
    return servers;
  }

  /** Lets a server take clients, also one whose checks have not yet seen it well. */
  void open(String server) throws IOException {
    command("set server " + backend + "/" + server + " state ready");
    command("set server " + backend + "/" + server + " health up");
  }

  /** Keeps clients from a server and ends the sessions that it has. */
  void close(String server) throws IOException {
    command("set server " + backend + "/" + server + " state maint");
    command("shutdown sessions server " + backend + "/" + server);
  }

  private void command(String line) throws IOException {
    String answer = ask(line).strip();
    // A server without checks has no health to set; it is led to all the same.
    if (!answer.isEmpty() && !answer.contains("Health checks are not enabled")) {
      throw new IOException("to \"" + line + "\" it said \"" + answer + "\"");
    }
  }

  private String ask(String line) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.connect(admin, PATIENCE_MS);
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> row(String[] keys, String[] values) {
    return IntStream.range(0, keys.length)
        .boxed()
        .filter(column -> !keys[column].isEmpty())
        .collect(Collectors.toMap(column -> keys[column], column -> values[column]));
  }

  private static Server server(Map<String, String> row) {
    Function<String, String> value = key -> row.getOrDefault(key, "");
    String sessions = value.apply("scur");
    return new Server(
        value.apply("svname"),
        value.apply("status"),
        sessions.isEmpty() ? 0 : Integer.parseInt(sessions));
  }
}
