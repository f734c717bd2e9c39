package dev.bosai.workflows.backup;

import dev.bosai.workflows.RunInput.Recovered;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Remembered;
import dev.bosai.workflows.port.Token;
import dev.bosai.workflows.run.Failed;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every host side by side; one that is silent remembers nothing. */
public final class RecallRecoveryRun implements RecallRecovery {
  /** Effects of every further reprotect come after those of the one before it. */
  private static final int EFFECTS_EACH = 1000;

  @Override
  public Recalled recall(BackupOrder order) {
    Map<String, HostFacts> hosts = new LinkedHashMap<>();
    asked(order).forEach((node, facts) -> answered(facts).ifPresent(one -> hosts.put(node, one)));
    Optional<Remembered.Promotion> newest =
        hosts.values().stream()
            .flatMap(host -> Optional.ofNullable(host.remembered()).stream())
            .flatMap(memory -> Optional.ofNullable(memory.promotion()).stream())
            .max(Comparator.comparing(Remembered.Promotion::token));
    return newest.isEmpty()
        ? new Recalled(null, "no host remembers a promotion")
        : recalled(newest.get(), hosts);
  }

  private static Recalled recalled(Remembered.Promotion promotion, Map<String, HostFacts> hosts) {
    String old = promotion.proof().node();
    Optional<Preserved> kept =
        Optional.ofNullable(hosts.get(old))
            .map(HostFacts::remembered)
            .map(Remembered::kept)
            .filter(preserved -> preserved.fork().equals(promotion.promoted().fork()));
    if (kept.isEmpty()) {
      return new Recalled(
          null, "the host of \"" + old + "\" does not say that its writes were kept");
    }
    List<Token> tokens = hosts.values().stream().map(HostFacts::token).toList();
    Token newest = tokens.stream().max(Comparator.naturalOrder()).orElse(promotion.token());
    int effects = (newest.effect() / EFFECTS_EACH + 1) * EFFECTS_EACH;
    return new Recalled(
        new Recovered(promotion.promoted(), kept.get(), newest.epoch(), effects), "");
  }

  private static Map<String, Promise<HostFacts>> asked(BackupOrder order) {
    Map<String, Promise<HostFacts>> asked = new LinkedHashMap<>();
    order
        .settings()
        .nodes()
        .forEach(
            (name, node) -> {
              NodeRef ref = order.ref().node(name);
              NodeActivities host =
                  BackupPorts.node(order, node.site(), "what the host of " + name + " remembers");
              asked.put(name, Async.function(host::observe, new Observe(ref, null)));
            });
    return asked;
  }

  private static Optional<HostFacts> answered(Promise<HostFacts> asked) {
    try {
      return Optional.of(asked.get());
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      return Optional.empty();
    }
  }
}
