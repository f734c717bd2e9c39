package dev.bosai.activities.postgres;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.port.Token;
import java.time.Instant;
import java.util.List;

/** What the run "r1" orders when db1's directory is exchanged, each order with a newer token. */
final class SwitchDrill {
  static final String RUN = "r1";
  static final NodeRef DB1 = PostgresCluster.node("db1");
  static final NodeRef DB2 = PostgresCluster.node("db2");

  /** Nobody looked who wrote. */
  static final WrittenSince NOT_READ = new WrittenSince(0, List.of(), List.of(), "");

  private final PostgresCluster cluster;
  private final String system;
  private final Opened opened;
  private int effect;

  SwitchDrill(PostgresCluster cluster, Opened opened) {
    this.cluster = cluster;
    this.opened = opened;
    this.system = opened.restored().systemIdentifier();
  }

  String system() {
    return system;
  }

  FenceProof.NodeDown fence(NodeRef node) {
    return cluster.onHosts().fence(new FenceNode(node, system, next()));
  }

  Switched switchTo(FenceProof.NodeDown proof) {
    return cluster.switches().switchNode(new SwitchNode(opened, proof, next()));
  }

  Switched undo(Switched switched, WrittenSince seen, boolean override) {
    return undo(switched, fence(DB1), seen, override);
  }

  Switched undo(Switched switched, FenceProof.NodeDown proof, WrittenSince seen, boolean override) {
    return cluster
        .switches()
        .undoSwitch(new UndoSwitch(DB1, switched, proof, seen, override, next()));
  }

  /** What a switch was to come to of which nobody said how far it came. */
  Switched begun() {
    Promoted promoted =
        new Promoted("db1", system, opened.timeline(), opened.fork(), Instant.now(), "");
    return new Switched(promoted, "", RUN);
  }

  Token next() {
    effect++;
    return new Token(1, effect, 1);
  }
}
