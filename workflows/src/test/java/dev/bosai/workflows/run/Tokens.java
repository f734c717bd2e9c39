package dev.bosai.workflows.run;

import dev.bosai.workflows.port.Token;
import java.util.HashMap;
import java.util.Map;

/**
 * What the world's targets compare: each what it has seen itself; a newer run has been everywhere.
 */
final class Tokens {
  volatile Token newest = Token.NONE;
  private final Map<String, Token> newestOf = new HashMap<>();

  /** Takes a token in unless it is stale there. */
  synchronized boolean isStale(String target, Token token) {
    Token seen = newestOf.getOrDefault(target, Token.NONE);
    if (token.epoch() < newest.epoch() || token.compareTo(seen) <= 0) {
      return true;
    }
    newestOf.put(target, token);
    newest = token.compareTo(newest) > 0 ? token : newest;
    return false;
  }
}
