package dev.bosai.activities.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/** A router without memory of its own: it forgets everything when it is closed. */
public final class FakeRouter implements RouterContract.Running {
  private final Map<String, String> backends;
  private final ServerSocket server;
  private final HttpServer admin;
  private final Map<Socket, String> clients = new HashMap<>();
  private final ObjectMapper json = new ObjectMapper();
  private String node;
  private Token token = Token.NONE;

  private FakeRouter(Map<String, String> backends, String initial) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.backends = Map.copyOf(backends);
    this.node = initial;
    this.server = new ServerSocket(0, 50, loopback);
    this.admin = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
  }

  /**
   * Starts a router on free ports of the loopback address.
   *
   * @param backends {@code host:port} by node name
   * @param initial where it leads
   */
  public static FakeRouter start(Map<String, String> backends, String initial) throws IOException {
    FakeRouter router = new FakeRouter(backends, initial);
    router.admin.createContext("/route", router::answer);
    router.admin.start();
    daemon(router::accept);
    return router;
  }

  @Override
  public String listen() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public String admin() {
    return "http://127.0.0.1:" + admin.getAddress().getPort();
  }

  /** Returns where it leads. */
  public synchronized String node() {
    return node;
  }

  @Override
  public void close() throws IOException {
    server.close();
    admin.stop(0);
    closeAllExcept("");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, Object> body = new HashMap<>();
      int status =
          exchange.getRequestMethod().equals("PUT")
              ? move(exchange.getRequestBody().readAllBytes(), body)
              : 200;
      tell(body);
      byte[] text = json.writeValueAsBytes(body);
      exchange.sendResponseHeaders(status, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private synchronized void tell(Map<String, Object> body) {
    body.put("node", node);
    body.put("token", token);
    Map<String, Object> told = new HashMap<>();
    backends.keySet().forEach(name -> told.put(name, Map.of("connections", open(name))));
    body.put("backends", told);
  }

  private long open(String name) {
    return clients.entrySet().stream()
        .filter(client -> client.getValue().equals(name) && !client.getKey().isClosed())
        .count();
  }

  private synchronized int move(byte[] text, Map<String, Object> body) throws IOException {
    JsonNode request;
    try {
      request = json.readTree(text);
    } catch (IOException malformed) {
      return 400;
    }
    if (!request.has("token")) {
      return 400;
    }
    String to = request.path("node").asText();
    if (!to.isEmpty() && !backends.containsKey(to)) {
      body.put("problem", "node \"" + to + "\" is not a backend");
      return 404;
    }
    return move(to, json.treeToValue(request.get("token"), Token.class), body);
  }

  private int move(String to, Token newer, Map<String, Object> body) throws IOException {
    boolean there = node.equals(to);
    if (!(there && token.sameEffect(newer))) {
      if (newer.compareTo(token) <= 0) {
        body.put("problem", "token is not newer than " + token);
        return 409;
      }
      node = to;
      token = newer;
    }
    body.put("changed", !there);
    body.put("closed", closeAllExcept(to));
    return 200;
  }

  private synchronized int closeAllExcept(String kept) throws IOException {
    int closed = 0;
    for (Map.Entry<Socket, String> client : clients.entrySet()) {
      if (!client.getValue().equals(kept) && !client.getKey().isClosed()) {
        client.getKey().close();
        closed++;
      }
    }
    return closed;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> lead(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void lead(Socket client) {
    String[] backend = enter(client).split(":", 2);
    try (client;
        Socket far = new Socket(backend[0], Integer.parseInt(backend[1]))) {
      daemon(() -> pump(far, client));
      pump(client, far);
    } catch (IOException unreachable) {
      // The client is closed, which is what it is told.
    }
  }

  private synchronized String enter(Socket client) {
    clients.put(client, node);
    return backends.getOrDefault(node, "");
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // One side has gone, and both are closed.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake router");
    thread.setDaemon(true);
    thread.start();
  }
}
