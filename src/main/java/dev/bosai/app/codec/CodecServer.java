package dev.bosai.app.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Speaks Temporal's protocol for remote codecs (docs.temporal.io/remote-data-encoding): {@code POST
 * /encode} and {@code POST /decode} with payloads as JSON. A browser gets an answer for one page
 * alone, the Web UI's; a program on this host, which sends no origin, gets one, too.
 */
public final class CodecServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NO_SUCH_METHOD = 405;

  private final HttpServer server;
  private final ExecutorService threads;
  private final String page;

  private CodecServer(HttpServer server, ExecutorService threads, String page) {
    this.server = server;
    this.threads = threads;
    this.page = page;
  }

  /**
   * Starts to answer.
   *
   * @param at a loopback address
   * @param page origin of the Web UI, for example {@code http://127.0.0.1:8233}
   * @throws Fault of the environment if the address cannot be bound
   */
  public static CodecServer start(HostPort at, String page, PayloadCodec codec) {
    try {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      CodecServer started =
          new CodecServer(HttpServer.create(at.socketAddress(), 0), threads, page);
      started.server.setExecutor(threads);
      started.serve("/encode", codec::encode);
      started.serve("/decode", codec::decode);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "cannot listen on \"" + at + "\": " + e.getMessage(),
          "free the address, or choose another one with --listen",
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

  private void serve(String path, UnaryOperator<List<Payload>> work) {
    server.createContext(path, exchange -> answer(exchange, work));
  }

  private void answer(HttpExchange exchange, UnaryOperator<List<Payload>> work) throws IOException {
    try (exchange) {
      Headers asked = exchange.getRequestHeaders();
      String origin = asked.getFirst("Origin");
      if (origin != null && !origin.equals(page)) {
        send(exchange, FORBIDDEN, "pages of \"" + page + "\" alone are answered");
      } else if (exchange.getRequestMethod().equals("OPTIONS")) {
        allow(exchange.getResponseHeaders());
        exchange.sendResponseHeaders(NO_CONTENT, -1);
      } else if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, NO_SUCH_METHOD, "payloads are sent with POST");
      } else {
        allow(exchange.getResponseHeaders());
        worked(exchange, work);
      }
    }
  }

  private static void worked(HttpExchange exchange, UnaryOperator<List<Payload>> work)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
    try {
      Payloads.Builder given = Payloads.newBuilder();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(body, StandardCharsets.UTF_8), given);
      Payloads done =
          Payloads.newBuilder().addAllPayloads(work.apply(given.getPayloadsList())).build();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      send(exchange, OK, JsonFormat.printer().print(done));
    } catch (InvalidProtocolBufferException notPayloads) {
      send(exchange, BAD_REQUEST, "the body is no JSON of payloads");
    } catch (Fault keys) {
      send(exchange, BAD_REQUEST, keys.getMessage() + "\n  HINT: " + keys.hint());
    }
  }

  private void allow(Headers answer) {
    answer.set("Access-Control-Allow-Origin", page);
    answer.set("Access-Control-Allow-Methods", "POST, OPTIONS");
    answer.set("Access-Control-Allow-Headers", "content-type, x-namespace, authorization");
    answer.set("Vary", "Origin");
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
