package dev.bosai.app.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A daemon's control interface: one path that speaks JSON. */
public final class JsonServer implements AutoCloseable {
  private static final int INTERNAL_ERROR = 500;
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ObjectMapper json = new ObjectMapper();

  private JsonServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param body written as JSON
   */
  public record Answer(int status, Object body) {}

  /**
   * What went wrong with a request.
   *
   * @param problem lower-case sentence
   * @param hint the next thing to try
   */
  public record Problem(String problem, String hint) {}

  /** Answers requests. */
  public interface Handler {
    /**
     * Answers one request.
     *
     * @throws IOException if the answer could not be worked out; the caller is told
     */
    Answer handle(String method, byte[] body) throws IOException;
  }

  /**
   * Starts to answer.
   *
   * @throws Fault of the environment if the address cannot be bound
   */
  public static JsonServer start(HostPort at, String path, Handler handler) {
    // The server would otherwise hold each small answer back until the client's delayed
    // acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, JsonServer::daemon);
      JsonServer started = new JsonServer(HttpServer.create(at.socketAddress(), 0), threads);
      started.server.setExecutor(threads);
      started.server.createContext(path, exchange -> started.answer(exchange, handler));
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "cannot listen on \"" + at + "\": " + e.getMessage(),
          "free the address, or choose another one with --admin",
          e);
    }
  }

  /** Returns the port that is really used. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Answer answer = answered(exchange, handler);
      byte[] body = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answered(HttpExchange exchange, Handler handler) {
    try {
      return handler.handle(exchange.getRequestMethod(), exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      return new Answer(
          400, new Problem("the body is not as expected: " + e.getOriginalMessage(), "correct it"));
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      return new Answer(
          INTERNAL_ERROR, new Problem(String.valueOf(e.getMessage()), "see the daemon's log"));
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "control");
    thread.setDaemon(true);
    return thread;
  }
}
