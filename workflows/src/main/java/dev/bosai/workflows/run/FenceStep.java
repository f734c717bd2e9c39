package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the old primary unable to write; without a proof of it, or two people's word, nothing is
 * promoted.
 */
final class FenceStep {
  /** A dead site answers nothing; after this the fence method counts as tried. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);

  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final Standbys standbys;
  private final FenceOrder order;
  private final AttestedFence attested;

  FenceStep(PointInTimeSteps.Shared shared, AttestedFence attested) {
    this.ports = shared.ports();
    this.recoveries = shared.recoveries();
    this.board = shared.board();
    this.standbys = new Standbys(ports);
    this.order = new FenceOrder(ports, board, shared.desk());
    this.attested = attested;
  }

  Outcome carryOut(Fence step) {
    Recovery recovery = recoveries.of(step.database());
    NodeRef node = ports.database(step.database()).node(recovery.assessment().oldPrimary());
    // Directories are exchanged on the node's own host, so there nothing else will do.
    boolean exchanged = recovery.pointInTime().aimIfAny().isPresent();
    List<FenceMethod> methods = ports.settings(step.database()).fence();
    recovery.fenceBegins();
    boolean atHome = exchanged || methods.equals(List.of(FenceMethod.NODE));
    Supplier<FenceProof> proving =
        () -> atHome ? prove(step, recovery, node) : order.prove(step, recovery, node);
    FenceProof promotedOn = recovery.assessment().promotedOn();
    boolean asks = !exchanged && attested.canBe() && promotedOn == null;
    Supplier<FenceProof> orRemembered =
        promotedOn == null ? proving : () -> orRemembered(proving, promotedOn);
    FenceProof proof = asks ? orWord(step, recovery, node, proving) : orRemembered.get();
    recovery.fenced(proof);
    Map<String, String> evidence = evidence(step, proof);
    if (exchanged) {
      standbys.still(step.head(), recovery, evidence);
    }
    return new Outcome(sentence(node, proof), evidence);
  }

  /** People are asked only where every method was tried and none proves anything. */
  private FenceProof orWord(
      Fence step, Recovery recovery, NodeRef node, Supplier<FenceProof> proving) {
    Optional<FenceProof> proof = Optional.empty();
    while (proof.isEmpty()) {
      try {
        proof = Optional.of(proving.get());
      } catch (ApplicationFailure unproven) {
        if (!unproven.getType().equals(FailureType.NOT_PROVEN.name())) {
          throw unproven;
        }
        proof = attested.ask(step, recovery, node, unproven.getOriginalMessage());
      }
    }
    return proof.get();
  }

  /**
   * A promotion that has taken effect was made on a proof, which its host remembers; a better one
   * is taken where there is one, and nobody is asked again.
   */
  private static FenceProof orRemembered(Supplier<FenceProof> proving, FenceProof remembered) {
    try {
      return proving.get();
    } catch (ApplicationFailure unproven) {
      if (!unproven.getType().equals(FailureType.NOT_PROVEN.name())) {
        throw unproven;
      }
      return remembered;
    }
  }

  private static String sentence(NodeRef node, FenceProof proof) {
    return proof instanceof FenceProof.Attested attested
        ? "\"%s\" is attested by %s not to write; nothing proved it"
            .formatted(node.node(), names(attested))
        : "\"" + node.node() + "\" cannot write: " + how(proof);
  }

  private static String names(FenceProof.Attested attested) {
    return attested.attestations().stream()
        .map(one -> one.statement().who())
        .collect(Collectors.joining(" and "));
  }

  private FenceProof prove(Fence step, Recovery recovery, NodeRef node) {
    String system = recovery.assessment().candidateFacts().systemIdentifier();
    FenceNode request = new FenceNode(node, system, recovery.nextToken());
    try {
      return ports.host(step.head(), node, BEGINS_WITHIN).fence(request);
    } catch (ActivityFailure failure) {
      Failed.rethrowIfCancelled(failure);
      tried(step, node);
      throw Failed.timedOut(failure) ? unproven(node, failure) : failure;
    }
  }

  /** Kept as evidence, so that the question about the failed step shows it. */
  private void tried(Fence step, NodeRef node) {
    String tried =
        "method \""
            + FenceMethod.NODE.word()
            + "\": on the host of \""
            + node.node()
            + "\", by a "
            + worker(node);
    board.step(step.head().id(), view -> view.shown(Map.of("tried", tried)));
  }

  private ApplicationFailure unproven(NodeRef node, ActivityFailure failure) {
    String why = Failed.neverBegan(failure) ? notTakenUp(node, failure) : Failed.sentence(failure);
    return ApplicationFailure.newNonRetryableFailure(
        "no proof that \"" + node.node() + "\" cannot write: " + why,
        FailureType.NOT_PROVEN.name());
  }

  /** An abort needs the host as well: it reads there what the fence did. */
  private String notTakenUp(NodeRef node, ActivityFailure failure) {
    return "no "
        + worker(node)
        + " took up \""
        + failure.getActivityType()
        + "\" within "
        + BEGINS_WITHIN.toSeconds()
        + " s\n  HINT: start a "
        + worker(node)
        + " on the host of \""
        + node.node()
        + "\" (bosai worker --site "
        + ports.siteOf(node)
        + "), then retry or abort; both ask that host";
  }

  private String worker(NodeRef node) {
    return "worker of site \"" + ports.siteOf(node) + "\"";
  }

  private static String how(FenceProof proof) {
    if (proof instanceof FenceProof.Isolated isolated) {
      return "isolated, which \"" + isolated.method().verify().get(0) + "\" read back";
    }
    return proof instanceof FenceProof.RouteCut
        ? "the router leads nobody there, and nobody came in past it"
        : "proven on its own host";
  }

  /** What other methods came to in this step stays beside the proof. */
  private Map<String, String> evidence(Fence step, FenceProof proof) {
    Map<String, String> evidence = new LinkedHashMap<>();
    evidence.put("proof", proof.getClass().getSimpleName());
    evidence.put("node", proof.node());
    evidence.put("system identifier", proof.systemIdentifier());
    evidence.put("at", proof.at().toString());
    if (proof instanceof FenceProof.NodeDown down) {
      evidence.put("killed processes", String.valueOf(down.killed()));
      evidence.put("shown", String.join("; ", down.shown()));
    }
    if (proof instanceof FenceProof.Isolated isolated) {
      evidence.put("shown", String.join("; ", isolated.shown()));
    }
    if (proof instanceof FenceProof.RouteCut cut) {
      evidence.put("shown", String.join("; ", cut.shown()));
    }
    if (proof instanceof FenceProof.Attested attestedBy) {
      for (Attestation one : attestedBy.attestations()) {
        evidence.put("attested by " + one.statement().who(), one.statement().why());
      }
    }
    evidence.putAll(order.tried(step));
    return evidence;
  }
}
