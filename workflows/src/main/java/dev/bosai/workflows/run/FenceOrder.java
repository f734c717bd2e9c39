package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.IsolationActivities.IsolateNode;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tries fence methods one after the other until one proves that the node cannot write. Each has ten
 * seconds: a dead site's queue answers nothing, and clients wait meanwhile.
 */
final class FenceOrder {
  private static final Ports.Limits LIMITS =
      new Ports.Limits(Duration.ofSeconds(8), Duration.ofSeconds(10));
  private static final String TRIED = "tried";

  /** Whoever says this says that the node itself must not be touched by this run. */
  private static final List<String> FINAL =
      List.of(FailureType.STALE_TOKEN.name(), FailureType.WRONG_IDENTITY.name());

  private final Ports ports;
  private final Board board;
  private final Desk desk;
  private final RouteFence route;

  FenceOrder(Ports ports, Board board, Desk desk) {
    this.ports = ports;
    this.route = new RouteFence(ports);
    this.board = board;
    this.desk = desk;
  }

  /**
   * Tries all methods of the database. Whoever aborts meanwhile wants no other method begun.
   *
   * @throws ApplicationFailure of type NOT_PROVEN that tells what became of each
   */
  FenceProof prove(Fence step, Recovery recovery, NodeRef node) {
    Map<String, String> tried = new LinkedHashMap<>();
    board.step(step.head().id(), view -> view.shown(Map.of()));
    for (FenceMethod method : methods(step, recovery)) {
      String name = TRIED + " " + (tried.size() + 1);
      String words = words(method, recovery, node);
      try {
        return proven(step, recovery, node, method);
      } catch (ActivityFailure | ApplicationFailure failure) {
        Failed.rethrowIfCancelled(failure);
        tried.put(name, words + ": " + why(failure));
        Map<String, String> shown = new LinkedHashMap<>(tried);
        board.step(step.head().id(), view -> view.shown(shown));
        board.publish();
        throwIfFinal(failure);
        if (desk.isAborted()) {
          break;
        }
      }
    }
    throw unproven(node, tried);
  }

  /** Where clients may be led to the new primary already, the route is not cut again. */
  private List<FenceMethod> methods(Fence step, Recovery recovery) {
    return ports.settings(step.database()).fence().stream()
        .filter(
            method -> !method.equals(FenceMethod.ROUTE) || !recovery.assessment().alreadyPromoted())
        .toList();
  }

  private FenceProof proven(Fence step, Recovery recovery, NodeRef node, FenceMethod method) {
    if (method instanceof Isolate isolate) {
      return isolated(step, recovery, node, isolate);
    }
    return method.equals(FenceMethod.ROUTE)
        ? route.prove(step.head(), recovery, node, LIMITS)
        : fenced(step, recovery, node);
  }

  /** Returns what methods without a proof came to, by the order of their trial. */
  Map<String, String> tried(Fence step) {
    return board.step(step.head().id()).evidence().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(TRIED))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private FenceProof fenced(Fence step, Recovery recovery, NodeRef node) {
    FenceNode request = new FenceNode(node, systemIdentifier(recovery), recovery.nextToken());
    return ports.fences(step.head(), node, LIMITS).fence(request);
  }

  private FenceProof isolated(Fence step, Recovery recovery, NodeRef node, Isolate method) {
    IsolateNode request =
        new IsolateNode(
            node,
            systemIdentifier(recovery),
            recovery
                .assessment()
                .timelineOfOnly(ports.settings(recovery.database()).nodes().size()),
            method,
            recovery.nextToken());
    recovery.isolationBegins(new Recovery.Isolation(method, site(method, recovery)));
    return ports.isolations(step.head(), site(method, recovery), LIMITS).isolate(request);
  }

  private String site(Isolate method, Recovery recovery) {
    return method.from().isEmpty()
        ? ports.siteOf(ports.database(recovery.database()).node(recovery.assessment().candidate()))
        : method.from();
  }

  private static String systemIdentifier(Recovery recovery) {
    return recovery.assessment().candidateFacts().systemIdentifier();
  }

  private String words(FenceMethod method, Recovery recovery, NodeRef node) {
    String begin = "method \"" + method.word() + "\": ";
    if (method.equals(FenceMethod.ROUTE)) {
      return begin + "at the route " + ports.settings(recovery.database()).route().at();
    }
    return method instanceof Isolate isolate
        ? begin
            + "\""
            + isolate.isolate().get(0)
            + "\" and \""
            + isolate.verify().get(0)
            + "\", by a worker of site \""
            + site(isolate, recovery)
            + "\""
        : begin
            + "on the host of \""
            + node.node()
            + "\", by a worker of site \""
            + ports.siteOf(node)
            + "\"";
  }

  private static String why(TemporalFailure failure) {
    return failure instanceof ActivityFailure activity && Failed.neverBegan(activity)
        ? "it took nothing up within " + LIMITS.begins().toSeconds() + " s"
        : Failed.sentence(failure).lines().findFirst().orElse("");
  }

  private static void throwIfFinal(TemporalFailure failure) {
    if (failure.getCause() instanceof ApplicationFailure said && FINAL.contains(said.getType())) {
      throw failure;
    }
  }

  private static ApplicationFailure unproven(NodeRef node, Map<String, String> tried) {
    return ApplicationFailure.newNonRetryableFailure(
        "no proof that \""
            + node.node()
            + "\" cannot write: "
            + String.join("; ", tried.values())
            + "\n  HINT: mend what keeps one of them from proving it, then retry; abort ends the run"
            + " once it can be read what became of the node",
        FailureType.NOT_PROVEN.name());
  }
}
