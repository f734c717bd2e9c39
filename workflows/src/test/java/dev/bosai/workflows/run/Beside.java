package dev.bosai.workflows.run;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.port.RestoreActivities;
import dev.bosai.workflows.port.RowActivities;
import dev.bosai.workflows.port.SwitchActivities;
import io.temporal.activity.Activity;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside db1 in a {@link World}: a repository, a restore, a directory to go back to.
 */
final class Beside implements BackupActivities, RestoreActivities, SwitchActivities, RowActivities {
  private static final Instant THEN = World.LAST_ACKNOWLEDGED;
  private static final Lsn POINT = new Lsn(0x3000148);

  volatile long foreign;
  volatile long writtenUntilTheFence;
  volatile boolean restoreHangs;
  volatile SortedMap<String, String> notCompared = new TreeMap<>();
  volatile @Nullable String noSwitch;
  private final World world;

  Beside(World world) {
    this.world = world;
  }

  @Override
  public Aim aimRestore(AimRestore request) {
    Backup backup = new Backup("b1", "basebackup", "4711", 1, POINT, POINT, THEN, THEN, 1);
    return new Aim(
        request.target(),
        "just before the mistake",
        true,
        "4711",
        backup,
        1,
        POINT,
        false,
        THEN,
        7,
        THEN,
        List.of(),
        0,
        0,
        0,
        List.of(),
        noSwitch);
  }

  @Override
  public Restored restoreBeside(RestoreBeside request) {
    world.act("restore", request.token());
    while (restoreHangs) {
      Activity.getExecutionContext().heartbeat("half of it");
      LockSupport.parkNanos(20_000_000);
    }
    return new Restored(
        request.node(), request.run(), "/data.restored", 1, "4711", 1, POINT, THEN, 1, 1, 1);
  }

  @Override
  public Preview previewRestored(PreviewRestored request) {
    return new Preview("psql", List.of(), List.of());
  }

  @Override
  public StatementAnswer askRestored(AskRestored request) {
    world.done.add("sql beside: " + request.statement().statement());
    return new StatementAnswer("beside", 7);
  }

  @Override
  public Opened openRestored(OpenRestored request) {
    world.act("open", request.token());
    return new Opened(request.restored(), 2, POINT);
  }

  @Override
  public boolean discardRestored(DiscardRestored request) {
    world.act("discard", request.token());
    return true;
  }

  @Override
  public Switched switchNode(SwitchNode request) {
    world.act("switch", request.token());
    return new Switched(new Promoted("db1", "4711", 2, POINT, THEN, ""), "/data.kept", "r1");
  }

  @Override
  public Switched undoSwitch(UndoSwitch request) {
    if (writtenUntilTheFence > 0 && !request.override()) {
      world.broken.add("undo");
    }
    try {
      world.act(request.override() ? "undo with override" : "undo", request.token());
    } finally {
      world.broken.remove("undo");
    }
    return new Switched(new Promoted("db1", "4711", 1, POINT, THEN, ""), "/data.undone", "r1");
  }

  @Override
  public WrittenSince writtenSince(AskWritten request) {
    return new WrittenSince(foreign, foreign == 0 ? List.of() : List.of("public.t"), List.of(), "");
  }

  @Override
  public boolean discardOld(DiscardOld request) {
    world.act("discard the old directory", request.token());
    return true;
  }

  @Override
  public Lsn holdWrites(HoldWrites request) {
    world.act(request.hold() ? "hold" : "free", request.token());
    world.moved.held = request.hold();
    return POINT;
  }

  @Override
  public LossFound lostBySwitch(LostBySwitch request) {
    throw new AssertionError("no drill measures");
  }

  @Override
  public Backup takeBackup(TakeBackup request) {
    throw new AssertionError("no drill takes a backup");
  }

  @Override
  public BackupList listBackups(NodeRef node) {
    throw new AssertionError("no drill lists backups");
  }

  @Override
  public Candidates findTransactions(FindTransactions request) {
    throw new AssertionError("no drill searches");
  }

  @Override
  public Proven proveBackup(ProveBackup request) {
    throw new AssertionError("no drill proves");
  }

  @Override
  public WrittenAfter compareRows(CompareRows request) {
    return new WrittenAfter("/rows", new TreeMap<>(), List.of(), notCompared);
  }

  @Override
  public Extracted extractRows(ExtractRows request) {
    throw new AssertionError("no drill extracts");
  }
}
