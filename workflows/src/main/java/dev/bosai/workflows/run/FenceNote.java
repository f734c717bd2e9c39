package dev.bosai.workflows.run;

/** What becomes known of a node after its fence; it stands beside the fence's proof. */
final class FenceNote {
  private FenceNote() {}

  static void keep(Board board, String node, String name, String fact) {
    board.steps().stream()
        .filter(step -> step.kind().equals("fence"))
        .filter(step -> node.equals(step.evidence().get("node")))
        .forEach(step -> board.step(step.id(), view -> view.and(name, fact)));
    board.publish();
  }
}
