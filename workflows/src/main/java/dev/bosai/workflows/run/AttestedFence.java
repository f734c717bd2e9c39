package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.view.StepState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where no method proves that the old primary cannot write, two people's signed word may stand in
 * for it. They are shown what was tried, what is lost at most, and what they cannot know.
 */
final class AttestedFence {
  private final Ports ports;
  private final Board board;
  private final Desk desk;
  private final Signatories signatories;

  AttestedFence(Ports ports, Board board, Desk desk, Signatories signatories) {
    this.ports = ports;
    this.board = board;
    this.desk = desk;
    this.signatories = signatories;
  }

  /** Returns whether the system file names two people who can. */
  boolean canBe() {
    return signatories.attestors().areEnough();
  }

  /**
   * Asks for it.
   *
   * @param unproven what the methods came to
   * @return two people's word; empty if the methods are to be tried again
   */
  Optional<FenceProof> ask(Fence step, Recovery recovery, NodeRef node, String unproven) {
    String id = step.head().id();
    Map<String, String> tried = new LinkedHashMap<>(board.step(id).evidence());
    board.step(id, view -> view.with(StepState.WAITING, unproven));
    Question question =
        new Question(
            id,
            "override",
            "",
            null,
            Otherwise.HOLD,
            List.of("retry", Signatories.ATTEST, "abort"),
            shown(recovery, node, tried),
            "nothing proves that \"" + node.node() + "\" cannot write");
    Ruling ruling = desk.ask(RunEvent.STEP_FAILED, question);
    if (!ruling.choice().equals(Signatories.ATTEST)) {
      board.step(id, view -> view.with(StepState.RUNNING, "tried again"));
      return Optional.empty();
    }
    return Optional.of(attested(recovery, node, ruling, tried));
  }

  private FenceProof attested(
      Recovery recovery, NodeRef node, Ruling ruling, Map<String, String> tried) {
    int nodes = ports.settings(recovery.database()).nodes().size();
    return new FenceProof.Attested(
        node.node(),
        systemIdentifier(recovery),
        Now.instant(),
        recovery.nextToken(),
        ruling.attestations(),
        List.copyOf(tried.values()),
        recovery.assessment().timelineOfOnly(nodes));
  }

  private Map<String, String> shown(Recovery recovery, NodeRef node, Map<String, String> tried) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("attested", FenceProof.Attested.sentence(node.node(), systemIdentifier(recovery)));
    shown.putAll(tried);
    shown.put("loss", recovery.assessment().lossText());
    shown.put("writes there", writesThere(recovery, node));
    shown.put("past the route", pastTheRoute(recovery, node));
    shown.put("who may attest", String.join(", ", signatories.attestors().names()));
    shown.put(
        "what follows",
        "promotes \"%s\"; if \"%s\" still takes writes, they are lost to everybody who is led to \"%s\", and it is called attested for ever after"
            .formatted(
                recovery.assessment().candidate(), node.node(), recovery.assessment().candidate()));
    return shown;
  }

  private static String writesThere(Recovery recovery, NodeRef node) {
    Instant applied = recovery.assessment().candidateFacts().lastReplayedCommit();
    return applied == null
        ? "not known; whatever \"" + node.node() + "\" goes on taking is lost as well"
        : "all that \""
            + node.node()
            + "\" took since "
            + applied
            + ", and goes on taking, is lost";
  }

  private String pastTheRoute(Recovery recovery, NodeRef node) {
    Route route = ports.settings(recovery.database()).route();
    return route instanceof Route.Libpq
        ? "every client knows the address of \"" + node.node() + "\" and may still write there"
        : "not known: \"" + node.node() + "\" cannot be asked who writes to it directly";
  }

  private static String systemIdentifier(Recovery recovery) {
    return recovery.assessment().candidateFacts().systemIdentifier();
  }
}
