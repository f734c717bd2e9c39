package dev.bosai.app.router;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bosai.app.net.JsonServer;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The router's control interface: {@code GET /route} tells, {@code PUT /route} moves; to the empty
 * name it leads nobody any more.
 */
final class RouterControl implements JsonServer.Handler {
  static final String PATH = "/route";

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;

  private final Router router;
  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  RouterControl(Router router) {
    this.router = router;
  }

  /** The body of a move. */
  record MoveRequest(String node, Token token) {}

  /** The answer to a move that was taken. */
  record MoveTaken(String node, Token token, boolean changed, int closed) {}

  /** The answer to a move whose token is not newer. */
  record MoveRejected(String problem, String hint, String node, Token token) {}

  /**
   * The answer to a question.
   *
   * @param rejected the last request that came too late; null if none did
   */
  record Told(
      String node,
      Token token,
      String changedAt,
      String listen,
      Map<String, Backend> backends,
      @Nullable Change rejected) {}

  /** One backend as it is told. */
  record Backend(String address, long connections) {}

  @Override
  public JsonServer.Answer handle(String method, byte[] body) throws IOException {
    return switch (method) {
      case "GET" -> new JsonServer.Answer(OK, told());
      case "PUT" -> move(json.readValue(body, MoveRequest.class));
      default ->
          problem(
              NOT_ALLOWED,
              "\"" + method + "\" is not known here; expected GET or PUT",
              "PUT a node and a token to move the route");
    };
  }

  private Told told() {
    RouteState state = router.state();
    Map<String, Backend> backends = new TreeMap<>();
    router
        .backends()
        .forEach(
            (node, at) -> backends.put(node, new Backend(at.toString(), router.connections(node))));
    return new Told(
        state.node(),
        state.token(),
        state.changedAt(),
        router.listen().toString(),
        backends,
        router.rejected().orElse(null));
  }

  private JsonServer.Answer move(MoveRequest request) throws IOException {
    boolean nobody = request.node().equals(Router.NOBODY);
    if (!nobody && !router.backends().containsKey(request.node())) {
      return problem(
          NOT_FOUND,
          "node \""
              + request.node()
              + "\" is not a backend; there are "
              + told().backends().keySet(),
          "start the router with --backend " + request.node() + "=HOST:PORT");
    }
    if (request.token().compareTo(Token.NONE) < 0) {
      return problem(BAD_REQUEST, "token " + request.token() + " is negative", "count from 1");
    }
    return answer(router.move(request.node(), request.token()));
  }

  private static JsonServer.Answer answer(Router.Moved moved) {
    RouteState state = moved.verdict().state();
    if (moved.verdict().outcome() == RouteBook.Outcome.REJECTED) {
      return new JsonServer.Answer(CONFLICT, rejected(state));
    }
    boolean changed = moved.verdict().outcome() == RouteBook.Outcome.CHANGED;
    return new JsonServer.Answer(
        OK, new MoveTaken(state.node(), state.token(), changed, moved.closed()));
  }

  private static MoveRejected rejected(RouteState state) {
    return new MoveRejected(
        "token is not newer than "
            + state.token()
            + ", under which clients are led to \""
            + state.node()
            + "\"",
        "a newer run or attempt has moved the route; look at its status",
        state.node(),
        state.token());
  }

  private static JsonServer.Answer problem(int status, String problem, String hint) {
    return new JsonServer.Answer(status, new JsonServer.Problem(problem, hint));
  }
}
