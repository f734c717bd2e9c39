package dev.bosai.app.report;

import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.start.Directory;
import dev.bosai.activities.postgres.start.NodeStatus;
import dev.bosai.activities.postgres.start.StartAnswer;
import dev.bosai.workflows.backup.RenewCards.Renewed;
import dev.bosai.workflows.port.NodeRef;
import java.time.Instant;
import java.util.List;

/** The stable JSON of {@code bosai node}; {@code docs/json.md} says what each field means. */
public final class NodeJson {
  private NodeJson() {}

  /** Of {@code bosai node may-start}. */
  public record MayStart(
      String system,
      String database,
      String node,
      boolean mayStart,
      String reason,
      String sentence,
      String hint,
      List<String> notAsked,
      List<String> warnings) {
    /** Makes the document. */
    public MayStart(NodeRef node, StartAnswer answer) {
      this(
          node.system(),
          node.database(),
          node.node(),
          answer.allowed(),
          answer.reason().word(),
          answer.sentence(),
          answer.hint(),
          answer.notAsked(),
          answer.warnings());
    }
  }

  /** A card that was renewed. */
  public record Kept(String node, String file) {}

  /** A card that was not. */
  public record Missing(String node, String why) {}

  /** Of {@code bosai node cards}. */
  public record Cards(String system, String database, List<Kept> cards, List<Missing> missing) {
    /** Makes the document. */
    public Cards(String system, String database, Renewed renewed) {
      this(
          system,
          database,
          renewed.kept().entrySet().stream()
              .map(card -> new Kept(card.getKey(), card.getValue()))
              .toList(),
          renewed.missing().entrySet().stream()
              .map(card -> new Missing(card.getKey(), card.getValue()))
              .toList());
    }
  }

  /** Something that was done to a data directory. */
  public record Effect(Instant at, String effect, String token, String did) {
    private Effect(Entry entry) {
      this(entry.at(), entry.effect(), entry.token().toString(), entry.did());
    }
  }

  /** Of {@code bosai node status}. */
  public record Status(
      String system,
      String database,
      String node,
      String dataDir,
      boolean running,
      String comesUpAs,
      String state,
      String systemIdentifier,
      int timeline,
      String fence,
      String token,
      List<Effect> effects,
      MayStart start) {
    /** Makes the document. */
    public Status(NodeRef node, NodeStatus status) {
      this(node, status.seen(), status.seen().directory(), new MayStart(node, status.start()));
    }

    private Status(NodeRef node, NodeStatus.Seen seen, Directory directory, MayStart start) {
      this(
          node.system(),
          node.database(),
          node.node(),
          directory.path().toString(),
          seen.running(),
          directory.standby() ? "standby" : "primary",
          seen.state(),
          directory.systemIdentifier(),
          directory.timeline(),
          directory.fence().word(),
          directory.token().toString(),
          seen.journal().stream().map(Effect::new).toList(),
          start);
    }
  }
}
