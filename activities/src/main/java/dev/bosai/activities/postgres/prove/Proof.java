package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.aim.Furthest;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.restore.Room;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.port.Proven.Check;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One proof: the files, the WAL, the replay, and what is in the tables. */
final class Proof {
  private final Scratch scratch;
  private final BackupProvider provider;
  private final Serving serving;
  private final Try current;

  Proof(Scratch scratch, BackupProvider provider, Serving serving, Try current) {
    this.scratch = scratch;
    this.provider = provider;
    this.serving = serving;
    this.current = current;
  }

  /**
   * Makes it.
   *
   * @param all backups, the oldest first
   */
  Proven of(Backup backup, List<Backup> all)
      throws IOException, SQLException, InterruptedException {
    current.progress("reading the files of backup \"" + backup.id() + "\"");
    List<Check> checks = new ArrayList<>(provider.verify(backup));
    boolean whole = checks.stream().allMatch(Check::good);
    current.progress("reading the WAL after backup \"" + backup.id() + "\"");
    Furthest furthest = Furthest.of(scratch.node(), provider, backup, serving.timeline());
    checks.add(wal(backup, furthest));
    Lsn last = furthest.last();
    if (!whole) {
      checks.add(older(backup, all));
    }
    if (!whole || last == null) {
      return new Proven(
          backup.id(),
          Instant.now(),
          false,
          furthest.timeline(),
          backup.start(),
          null,
          0,
          0,
          0,
          0,
          checks,
          null);
    }
    Room.require(scratch.directory(), backup.bytes() + last.bytes() - backup.start().bytes());
    Replayed replayed = new ProofRestore(scratch, provider, current).run(backup, furthest, last);
    checks.add(replayed.check());
    if (replayed.check().good()) {
      checks.addAll(content(replayed));
    }
    return proven(backup, furthest, replayed, checks);
  }

  private List<Check> content(Replayed replayed)
      throws IOException, SQLException, InterruptedException {
    Soundness soundness = new Soundness(replayed.server(), current);
    List<Check> checks = new ArrayList<>(new Questions(serving, current).ask(replayed));
    checks.add(soundness.relations());
    replayed.server().stop();
    checks.add(soundness.pages());
    return checks;
  }

  private static Check wal(Backup backup, Furthest furthest) {
    String point =
        furthest.last() == null
            ? "backup \"" + backup.id() + "\" cannot be restored"
            : furthest
                .point()
                .orElse(
                    "the last recoverable point is the end of the backup, " + backup.stoppedAt());
    return furthest.broken().isEmpty() && furthest.last() != null
        ? new Check("wal", true, "every WAL file is whole up to \"" + furthest.file() + "\"")
        : new Check(
            "wal",
            false,
            (furthest.broken().isEmpty()
                    ? "WAL in the archive ends in \"" + furthest.file() + "\", too early"
                    : furthest.broken())
                + "; "
                + point);
  }

  /** Whoever learns that a backup is damaged must learn what is left. */
  private Check older(Backup damaged, List<Backup> all) throws IOException, InterruptedException {
    List<Backup> before = all.subList(0, all.indexOf(damaged));
    if (before.isEmpty()) {
      return new Check(
          "other backups",
          false,
          "there is no older backup: nothing can be recovered until a new one is taken");
    }
    Backup next = before.get(before.size() - 1);
    Furthest from = Furthest.of(scratch.node(), provider, next, serving.timeline());
    return new Check(
        "other backups",
        false,
        "backup \"%s\" is left, not proven here: %s"
            .formatted(
                next.id(),
                from.last() == null
                    ? "its WAL is not whole"
                    : from.point().orElse("it reaches its own end")));
  }

  private Proven proven(Backup backup, Furthest furthest, Replayed replayed, List<Check> checks)
      throws IOException {
    boolean passed = checks.stream().allMatch(Check::good);
    long walBytes = Math.max(0, replayed.lsn().bytes() - backup.start().bytes());
    return new Proven(
        backup.id(),
        Instant.now(),
        passed,
        furthest.timeline(),
        replayed.lsn(),
        replayed.check().good() ? newest(replayed, furthest) : null,
        backup.bytes(),
        walBytes,
        replayed.copyMs(),
        replayed.replayMs(),
        checks,
        new Rates(backup.bytes(), walBytes, replayed)
            .forecast(Room.bytes(scratch.node().data().path())));
  }

  private static @Nullable Instant newest(Replayed replayed, Furthest furthest) {
    return replayed.at() == null ? furthest.at() : replayed.at();
  }
}
