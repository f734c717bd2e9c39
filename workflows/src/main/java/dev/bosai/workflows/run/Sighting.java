package dev.bosai.workflows.run;

import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Token;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that was seen of a database: over the wire, and on the hosts that answered.
 *
 * @param wire what nodes and route say
 * @param hosts what workers on the hosts say, by node; a host that did not answer is absent
 */
record Sighting(DatabaseFacts wire, Map<String, HostFacts> hosts) {

  List<NodeFacts> writable() {
    return wire.nodes().stream().filter(NodeFacts::writable).toList();
  }

  List<NodeFacts> standbys() {
    return wire.nodes().stream().filter(node -> node.answers() && node.inRecovery()).toList();
  }

  List<NodeFacts> silent() {
    return wire.nodes().stream().filter(node -> !node.answers()).toList();
  }

  Optional<String> fenced() {
    return wire.nodes().stream()
        .map(NodeFacts::node)
        .filter(node -> Optional.ofNullable(hosts.get(node)).map(HostFacts::fenced).orElse(false))
        .findFirst();
  }

  /**
   * The fenced node that was the primary of the standbys seen now. One that an earlier recovery
   * fenced and nobody rejoined since is on an older timeline, and says nothing of today's primary.
   */
  Optional<String> fencedPrimary() {
    int newest = standbys().stream().mapToInt(NodeFacts::timeline).max().orElse(0);
    return fenced().filter(node -> Objects.requireNonNull(hosts.get(node)).timeline() >= newest);
  }

  /**
   * Returns the newest timeline that a silent node's own host tells. A standby of an earlier one,
   * that was left behind by a switch or a promotion, has not what clients were last told; 0 if no
   * host tells.
   */
  int newestTimelineOfSilent() {
    return silent().stream()
        .map(NodeFacts::node)
        .flatMap(node -> Optional.ofNullable(hosts.get(node)).stream())
        .mapToInt(HostFacts::timeline)
        .max()
        .orElse(0);
  }

  /** Whether the node's own host reaches it as a primary; nothing on the network lies between. */
  boolean takesWritesAtHome(String node) {
    return Optional.ofNullable(hosts.get(node)).map(HostFacts::takesWrites).orElse(false);
  }

  long highestEpoch() {
    return Stream.concat(
            Stream.of(wire.route().token()), hosts.values().stream().map(HostFacts::token))
        .mapToLong(Token::epoch)
        .max()
        .orElse(0);
  }
}
