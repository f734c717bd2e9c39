package dev.bosai.app.cli;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.OutsideActivities;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A repository that answers as the real ones do, with a lost WAL segment if a test wants one. */
final class Repository implements BackupActivities, DatabaseActivities, OutsideActivities {
  static final String LOST = "00000001000000000000000A";
  static final Instant NIGHT = Instant.parse("2026-11-25T02:00:07.250Z");

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Message> told = Collections.synchronizedList(new ArrayList<>());
  final CountDownLatch mayEnd = new CountDownLatch(1);
  final AtomicInteger beats = new AtomicInteger();
  volatile boolean slow;
  volatile boolean lost;
  volatile boolean empty;
  volatile @Nullable ApplicationFailure failure;

  @Override
  public Backup takeBackup(TakeBackup request) {
    asked.add("take on " + request.node().node());
    if (slow) {
      Activity.getExecutionContext().heartbeat("412 of 1040 MB, 310 MB/s, 2 s left");
      awaitEnd();
    }
    if (failure != null) {
      throw failure;
    }
    return backup();
  }

  @Override
  public BackupList listBackups(NodeRef node) {
    asked.add("list on " + node.node());
    if (failure != null) {
      throw failure;
    }
    if (empty) {
      return new BackupList(
          "basebackup",
          "/nowhere/backups",
          NIGHT,
          List.of(),
          List.of(),
          List.of(),
          null,
          List.of("there is no backup", "no restore was ever proven"));
    }
    BackupList.Gap gap =
        new BackupList.Gap(1, LOST, LOST, "it is missing", NIGHT.plusSeconds(3600));
    return new BackupList(
        "basebackup",
        "/nowhere/backups",
        NIGHT.plusSeconds(7200),
        List.of(backup()),
        List.of(
            new BackupList.Window(
                NIGHT,
                Lsn.parse("0/9000138"),
                NIGHT.plusSeconds(3600),
                Lsn.parse("0/A000000"),
                1,
                backup().id())),
        lost ? List.of(gap) : List.of(),
        lost ? null : proof(true),
        lost ? List.of("WAL file \"" + LOST + "\" is of no use: it is missing") : List.of());
  }

  @Override
  public Candidates findTransactions(FindTransactions request) {
    asked.add("find " + request.table() + " on " + request.node().node());
    Candidates.Candidate dropped =
        new Candidates.Candidate(
            "4711",
            request.around(),
            Lsn.parse("0/A0000D8"),
            Lsn.parse("0/A000FF0"),
            "drop",
            List.of(new Candidates.Table("public.orders", 0, 0, 0, true)),
            "xid:4711");
    Candidates.Candidate inserted =
        new Candidates.Candidate(
            "4712",
            request.around().plusMillis(20),
            Lsn.parse("0/A001000"),
            Lsn.parse("0/A001100"),
            "insert",
            List.of(new Candidates.Table("public.customers", 120, 3, 0, false)),
            "xid:4712");
    return new Candidates(
        request.around().minus(request.within()),
        request.around().plus(request.within()),
        1,
        empty ? List.of() : List.of(dropped, inserted),
        "");
  }

  @Override
  public Aim aimRestore(AimRestore request) {
    throw new UnsupportedOperationException("no command of these tests aims");
  }

  @Override
  public Proven proveBackup(ProveBackup request) {
    asked.add("prove " + request.backup() + " on " + request.node().node());
    return proof(!lost);
  }

  @Override
  public DatabaseFacts reach(DatabaseRef database) {
    return new DatabaseFacts(
        List.of(node("db1", true), node("db2", false)),
        new RouteFacts("", "", Token.NONE, "it was not asked"));
  }

  @Override
  public Marked mark(MarkPoint request) {
    if (failure != null) {
      throw failure;
    }
    return new Marked(request.name(), Lsn.parse("0/A001200"), NIGHT);
  }

  @Override
  public Receipt tell(Message message) {
    told.add(message);
    return new Receipt(message.channel(), message.key(), "200");
  }

  @Override
  public WriteProof verifyWrite(VerifyWrite request) {
    throw new UnsupportedOperationException("no command of these tests writes");
  }

  @Override
  public SecondWriter awaitSecondWriter(WatchNode request) {
    throw new UnsupportedOperationException("no command of these tests promotes");
  }

  @Override
  public StatementAnswer runStatement(Statement request) {
    throw new UnsupportedOperationException("no command of these tests asks");
  }

  @Override
  public Answer request(Request request) {
    throw new UnsupportedOperationException("no command of these tests requests");
  }

  @Override
  public ProgramEnded run(Program program) {
    throw new UnsupportedOperationException("no command of these tests runs a program");
  }

  @Override
  public Answer health(ServiceRef service) {
    throw new UnsupportedOperationException("no command of these tests asks a service");
  }

  @Override
  public ProgramEnded redeploy(ServiceRef service) {
    throw new UnsupportedOperationException("no command of these tests restarts a service");
  }

  private void awaitEnd() {
    try {
      while (!mayEnd.await(500, TimeUnit.MILLISECONDS)) {
        beats.incrementAndGet();
        Activity.getExecutionContext().heartbeat("412 of 1040 MB, 310 MB/s, 2 s left");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
  }

  private static Backup backup() {
    return new Backup(
        "20261125T020000Z",
        "basebackup",
        "7444444444444444444",
        1,
        Lsn.parse("0/9000028"),
        Lsn.parse("0/9000138"),
        NIGHT.minusSeconds(7),
        NIGHT,
        1_090_519_040L);
  }

  private static Proven proof(boolean passed) {
    return new Proven(
        "20261125T020000Z",
        NIGHT.plusSeconds(60),
        passed,
        1,
        Lsn.parse("0/A000000"),
        NIGHT.plusSeconds(30),
        1_090_519_040L,
        16_777_216,
        860,
        1_770,
        List.of(
            new Proven.Check("pg_verifybackup", true, "every file is as it was taken"),
            passed
                ? new Proven.Check("wal", true, "whole")
                : new Proven.Check("wal", false, "\"" + LOST + "\" is missing")),
        new Proven.Forecast(1_209.3, 9.04, 1_200_000_000L, 2_717));
  }

  private static NodeFacts node(String name, boolean primary) {
    return new NodeFacts(
        name,
        true,
        "",
        !primary,
        "7444444444444444444",
        1,
        null,
        null,
        null,
        false,
        "",
        "",
        List.of());
  }
}
