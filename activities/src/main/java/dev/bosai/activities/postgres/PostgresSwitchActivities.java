package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.replace.OldDirectory;
import dev.bosai.activities.postgres.replace.Replacement;
import dev.bosai.activities.postgres.replace.Undoing;
import dev.bosai.activities.postgres.replace.WritesHold;
import dev.bosai.activities.postgres.rows.SnapshotHolder;
import dev.bosai.activities.postgres.wal.ForeignWrites;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SwitchActivities;
import dev.bosai.workflows.port.Token;

/** What was restored and a node's directory, on the host this worker runs on. */
public final class PostgresSwitchActivities implements SwitchActivities {
  private final Hosts hosts;
  private final Replacement replacement;
  private final Undoing undoing;
  private final WritesHold hold;
  private final OldDirectory old;
  private final ForeignWrites foreign;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param markers shared with the worker's other work on nodes, since it holds locks
   * @param current the try that is running
   */
  public PostgresSwitchActivities(Protected listed, Secrets secrets, Markers markers, Try current) {
    this.hosts = new Hosts(listed);
    Admins admins = new Admins(secrets);
    SnapshotHolder snapshots = new SnapshotHolder(listed, secrets);
    this.replacement = new Replacement(hosts, markers, new LocalServer(listed, admins), snapshots);
    this.undoing = new Undoing(hosts, markers, listed, admins);
    this.hold = new WritesHold(hosts, markers, listed, admins);
    this.old = new OldDirectory(hosts, markers, snapshots);
    this.foreign = new ForeignWrites(listed, admins);
    this.current = current;
  }

  @Override
  public Switched switchNode(SwitchNode request) {
    SwitchNode now = new SwitchNode(request.opened(), request.proof(), now(request.token()));
    return Work.on(
        "switching " + name(now.opened().restored().node()), () -> replacement.replace(now));
  }

  @Override
  public Switched undoSwitch(UndoSwitch request) {
    UndoSwitch now =
        new UndoSwitch(
            request.node(),
            request.switched(),
            request.proof(),
            request.seen(),
            request.override(),
            now(request.token()));
    return Work.on("undoing the switch of " + name(now.node()), () -> undoing.undo(now));
  }

  @Override
  public WrittenSince writtenSince(AskWritten request) {
    return Work.on(
        "reading who wrote on " + name(request.node()),
        () -> foreign.read(hosts.open(request.node()), request.switched().promoted()));
  }

  @Override
  public LossFound lostBySwitch(LostBySwitch request) {
    return Work.on("reading the old directory of " + name(request.node()), () -> old.lost(request));
  }

  @Override
  public boolean discardOld(DiscardOld request) {
    DiscardOld now = new DiscardOld(request.node(), request.run(), now(request.token()));
    return Work.on("removing the old directory of " + name(now.node()), () -> old.discard(now));
  }

  @Override
  public Lsn holdWrites(HoldWrites request) {
    HoldWrites now =
        new HoldWrites(
            request.node(), request.hold(), request.systemIdentifier(), now(request.token()));
    return Work.on("holding writes of " + name(now.node()), () -> hold.set(now));
  }

  private Token now(Token token) {
    return token.withAttempt(current.number());
  }

  private static String name(NodeRef node) {
    return "node \"" + node.node() + "\"";
  }
}
