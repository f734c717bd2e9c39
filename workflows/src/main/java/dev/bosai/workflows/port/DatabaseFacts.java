package dev.bosai.workflows.port;

import java.util.List;

/**
 * What a database's nodes and its route say over the wire.
 *
 * @param nodes in the system file's order, each with an answer or the reason for its silence
 * @param route where clients are led
 */
public record DatabaseFacts(List<NodeFacts> nodes, RouteFacts route) {}
