package dev.bosai.activities.route;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.bosai.workflows.port.Token;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a router's control interface answers, to a question as to a move.
 *
 * @param node clients are led to
 * @param token under which it was moved last
 * @param changed whether this request changed anything
 * @param closed connections to other nodes that this request closed
 * @param problem why the request was refused; empty if it was not
 * @param backends by node name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RouterAnswer(
    String node,
    Token token,
    boolean changed,
    int closed,
    String problem,
    Map<String, Backend> backends) {
  RouterAnswer {
    node = orEmpty(node);
    token = token == null ? Token.NONE : token;
    problem = orEmpty(problem);
    backends = backends == null ? Map.of() : backends;
  }

  /** One node as the router leads to it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Backend(long connections) {}

  /** Counts the connections that are led to a node now. */
  long connections(String name) {
    Backend backend = backends.get(name);
    return backend == null ? 0 : backend.connections();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
