package dev.bosai.activities.route;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.bosai.workflows.port.Token;
import org.jspecify.annotations.Nullable;

/**
 * What a router's control interface answers, to a question as to a move.
 *
 * @param node clients are led to
 * @param token under which it was moved last
 * @param changed whether this request changed anything
 * @param closed connections to other nodes that this request closed
 * @param problem why the request was refused; empty if it was not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RouterAnswer(String node, Token token, boolean changed, int closed, String problem) {
  RouterAnswer {
    node = orEmpty(node);
    token = token == null ? Token.NONE : token;
    problem = orEmpty(problem);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
