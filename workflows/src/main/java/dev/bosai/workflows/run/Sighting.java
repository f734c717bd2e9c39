package dev.bosai.workflows.run;

import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.Token;
import java.util.Comparator;
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

  /**
   * Returns the promotion that made a node the primary it is, as long as nobody has begun to bring
   * the node back that it was promoted past.
   */
  Optional<Remembered.Promotion> unfinished(NodeFacts primary) {
    return exposed(primary)
        .filter(promotion -> !follows(promotion) && !isRejoining(promotion.proof().node()));
  }

  /**
   * Returns the promotion that made a node the primary it is, as long as its host remembers no
   * standby since.
   */
  Optional<Remembered.Promotion> exposed(NodeFacts primary) {
    return remembered(primary.node())
        .map(Remembered::promotion)
        .filter(promotion -> !promotion.secured());
  }

  /** Returns what people did by card since redundancy was there last, the oldest first. */
  List<Remembered.ByCard> byCard() {
    return hosts.values().stream()
        .flatMap(host -> Optional.ofNullable(host.remembered()).stream())
        .flatMap(memory -> memory.byCard().stream())
        .sorted(Comparator.comparing(Remembered.ByCard::at))
        .toList();
  }

  private boolean isRejoining(String node) {
    return remembered(node).map(Remembered::rejoining).orElse(false);
  }

  private Optional<Remembered> remembered(String node) {
    return Optional.ofNullable(hosts.get(node)).map(HostFacts::remembered);
  }

  /** Only a node of another database, or one that follows, has nothing left to be done with. */
  private boolean follows(Remembered.Promotion promotion) {
    return wire.nodes().stream()
        .filter(node -> node.node().equals(promotion.proof().node()))
        .noneMatch(node -> !node.answers() || node.timeline() < promotion.promoted().timeline());
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
