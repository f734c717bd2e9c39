package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.CardActivities;
import dev.bosai.workflows.port.CardActivities.KeepCard;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Token;
import dev.bosai.workflows.run.Failed;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Asks every host for its key, looks who is what, and has every host write its own card. While
 * nobody takes writes the cards stay as they are: they tell what was before.
 */
public final class RenewCardsRun implements RenewCards {
  @Override
  public Renewed renew(BackupOrder order) {
    Map<String, String> missing = new LinkedHashMap<>();
    DatabaseFacts wire = BackupPorts.wire("who is what").reach(order.ref());
    List<NodeFacts> writable = wire.nodes().stream().filter(NodeFacts::writable).toList();
    if (writable.size() != 1) {
      return asTheyAre(order, writable.size());
    }
    Map<String, HostFacts> hosts = answered(asked(order, RenewCardsRun::observe), missing);
    Map<String, CardActivities.Key> keys = answered(asked(order, RenewCardsRun::key), missing);
    Map<String, String> hostKeys = new LinkedHashMap<>();
    keys.forEach((node, key) -> hostKeys.put(node, key.key()));
    Card.Known known = known(writable.get(0), wire, hosts);
    Map<String, String> kept = new LinkedHashMap<>();
    answered(
            asked(
                order,
                (at, node) ->
                    Async.function(
                        cards(at, node)::keepCard,
                        new KeepCard(at.ref().node(node), hostKeys, known))),
            missing)
        .forEach((node, card) -> kept.put(node, card.file()));
    return new Renewed(kept, missing);
  }

  private static Promise<HostFacts> observe(BackupOrder order, String node) {
    NodeActivities host =
        BackupPorts.node(order, site(order, node), "what is known on the host of " + node);
    return Async.function(host::observe, new Observe(order.ref().node(node), null));
  }

  private static Promise<CardActivities.Key> key(BackupOrder order, String node) {
    return Async.function(cards(order, node)::hostKey, order.ref().node(node));
  }

  private static CardActivities cards(BackupOrder order, String node) {
    return BackupPorts.cards(order, site(order, node), "card of " + node);
  }

  private static String site(BackupOrder order, String node) {
    return Objects.requireNonNull(order.settings().nodes().get(node)).site();
  }

  private static <T> Map<String, Promise<T>> asked(
      BackupOrder order, BiFunction<BackupOrder, String, Promise<T>> asking) {
    Map<String, Promise<T>> asked = new LinkedHashMap<>();
    order.settings().nodes().keySet().forEach(node -> asked.put(node, asking.apply(order, node)));
    return asked;
  }

  private static <T> Map<String, T> answered(
      Map<String, Promise<T>> asked, Map<String, String> missing) {
    Map<String, T> answered = new LinkedHashMap<>();
    asked.forEach(
        (node, promise) -> {
          try {
            answered.put(node, promise.get());
          } catch (ActivityFailure silent) {
            Failed.rethrowIfCancelled(silent);
            missing.put(node, Failed.sentence(silent));
          }
        });
    return answered;
  }

  private static Renewed asTheyAre(BackupOrder order, int writable) {
    Map<String, String> missing = new LinkedHashMap<>();
    order
        .settings()
        .nodes()
        .keySet()
        .forEach(
            node ->
                missing.put(node, writable + " nodes take writes, one must; it stays as it is"));
    return new Renewed(Map.of(), missing);
  }

  private static Card.Known known(
      NodeFacts primary, DatabaseFacts wire, Map<String, HostFacts> hosts) {
    long epoch =
        Stream.concat(
                Stream.of(wire.route().token()), hosts.values().stream().map(HostFacts::token))
            .mapToLong(Token::epoch)
            .max()
            .orElse(0);
    return new Card.Known(
        primary.node(),
        primary.systemIdentifier(),
        primary.timeline(),
        epoch,
        behind(primary, wire.nodes()));
  }

  private static String behind(NodeFacts primary, List<NodeFacts> nodes) {
    return nodes.stream()
        .filter(node -> node.answers() && node.inRecovery() && node.received() != null)
        .max(Comparator.comparing(node -> Objects.requireNonNull(node.received())))
        .map(best -> behind(primary, best))
        .orElse("no standby answered");
  }

  private static String behind(NodeFacts primary, NodeFacts best) {
    return "\"%s\" had received %s of \"%s\", which stood at %s"
        .formatted(best.node(), best.received(), primary.node(), primary.received());
  }
}
