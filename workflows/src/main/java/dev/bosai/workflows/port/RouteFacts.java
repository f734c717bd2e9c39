package dev.bosai.workflows.port;

/**
 * Where a route leads.
 *
 * @param kind of the route, for example {@code router}
 * @param node it leads to; empty if it leads nowhere or that cannot be known
 * @param token under which it was moved last
 * @param problem why it could not be read; empty if it could
 */
public record RouteFacts(String kind, String node, Token token, String problem) {}
