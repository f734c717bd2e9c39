package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import dev.bosai.workflows.port.Proven;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A repository, and people who are told. No node answers, so nobody knows the primary. */
final class Shop implements BackupActivities, Channels {
  private static final Instant NIGHT = Instant.parse("2026-11-25T02:00:07Z");

  final List<Message> told = Collections.synchronizedList(new ArrayList<>());
  final CountDownLatch mayEnd = new CountDownLatch(1);
  final CountDownLatch taking = new CountDownLatch(1);
  volatile List<String> alarms = List.of();
  volatile boolean broken;
  volatile boolean deaf;
  volatile boolean slow;

  @Override
  public Receipt tell(Message message) {
    if (deaf) {
      throw ApplicationFailure.newNonRetryableFailure("deaf", FailureType.REFUSED.name());
    }
    told.add(message);
    return new Receipt(message.channel(), message.key(), "200");
  }

  @Override
  public Backup takeBackup(TakeBackup request) {
    failIfBroken();
    taking.countDown();
    if (slow) {
      awaitEnd();
    }
    return new Backup("b1", "basebackup", "7", 1, new Lsn(40), new Lsn(80), NIGHT, NIGHT, 1 << 20);
  }

  @Override
  public BackupList listBackups(NodeRef node) {
    failIfBroken();
    return new BackupList(
        "basebackup", "/backups", NIGHT, List.of(), List.of(), List.of(), null, alarms);
  }

  @Override
  public Proven proveBackup(ProveBackup request) {
    failIfBroken();
    return new Proven("b1", NIGHT, true, 1, new Lsn(80), NIGHT, 1, 1, 1, 1, List.of(), null);
  }

  @Override
  public Candidates findTransactions(FindTransactions request) {
    throw new UnsupportedOperationException("no schedule searches");
  }

  @Override
  public Aim aimRestore(AimRestore request) {
    throw new UnsupportedOperationException("no schedule aims");
  }

  private void failIfBroken() {
    if (broken) {
      throw ApplicationFailure.newNonRetryableFailure(
          "repository \"/backups\" is not there\n  HINT: mount it", FailureType.REFUSED.name());
    }
  }

  private void awaitEnd() {
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
  }
}
