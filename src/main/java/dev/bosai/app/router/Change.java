package dev.bosai.app.router;

import dev.bosai.workflows.port.Token;

/**
 * One line of the change log.
 *
 * @param at when, as ISO 8601 in UTC
 * @param from where clients were led
 * @param to where they were asked to be led
 * @param token of the request
 * @param outcome {@code changed}; {@code confirmed} if a newer effect asked for the node that
 *     clients are led to already; {@code rejected} if the token was not newer
 */
record Change(String at, String from, String to, Token token, String outcome) {
  static final String CHANGED = "changed";
  static final String CONFIRMED = "confirmed";
  static final String REJECTED = "rejected";

  /** Returns the line of the router's own log that says that a request came too late. */
  String said(Token newest) {
    return "%s rejected: asked to lead clients to \"%s\" under token %s, after token %s"
        .formatted(at, to, token, newest);
  }

  /** The line that belongs to a taken move. */
  static Change taken(RouteState state) {
    String outcome = state.from().equals(state.node()) ? CONFIRMED : CHANGED;
    return new Change(state.changedAt(), state.from(), state.node(), state.token(), outcome);
  }
}
