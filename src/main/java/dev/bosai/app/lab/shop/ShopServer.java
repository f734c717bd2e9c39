package dev.bosai.app.lab.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bosai.activities.shop.Orders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code POST /orders} and {@code GET /health} over HTTP; health means that the database
 * answers.
 */
final class ShopServer implements AutoCloseable {
  private final HttpServer server;
  private final Orders orders;
  private final OrderStream stream;

  ShopServer(InetSocketAddress address, Orders orders, OrderStream stream) throws IOException {
    this.server = HttpServer.create(address, 0);
    this.orders = orders;
    this.stream = stream;
    // One request after the other, on the server's own thread: the orders' connection is not
    // shared.
    server.createContext("/orders", this::order);
    server.createContext("/health", this::health);
  }

  /** Begins to answer. */
  void start() {
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    orders.close();
  }

  private void order(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      answer(exchange, 405, "{\"error\":\"expected POST\"}");
      return;
    }
    try {
      answer(exchange, 201, "{\"order\":" + orders.place("tea", 1) + "}");
    } catch (Orders.Unanswered unanswered) {
      answer(exchange, 503, "{\"error\":\"the order was not acknowledged\"}");
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    try {
      String text = "{\"newest\":%d,\"placed\":%d,\"failed\":%d}";
      answer(exchange, 200, text.formatted(orders.newest(), stream.placed(), stream.failed()));
    } catch (Orders.Unanswered unanswered) {
      answer(exchange, 503, "{\"error\":\"the database does not answer\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
