package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.aim.Furthest;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.restore.Instance;
import dev.bosai.activities.postgres.restore.InstanceServer;
import dev.bosai.activities.postgres.restore.InstanceSettings;
import dev.bosai.activities.postgres.restore.Look;
import dev.bosai.activities.postgres.restore.Pace;
import dev.bosai.activities.postgres.restore.Replay;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven.Check;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restores into a throw-away instance and lets its recovery end at the last whole record. */
final class ProofRestore {
  private static final String NAME = "replay";
  private final Scratch scratch;
  private final BackupProvider provider;
  private final Try current;

  ProofRestore(Scratch scratch, BackupProvider provider, Try current) {
    this.scratch = scratch;
    this.provider = provider;
    this.current = current;
  }

  /** Restores; a server that cannot replay is an answer, not a failure. */
  Replayed run(Backup backup, Furthest furthest, Lsn last)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    provider.restore(backup, scratch.directory(), current::progress);
    long copyMs = sinceMs(begun);
    Instance instance = scratch.instance();
    InstanceServer server = new InstanceServer(instance);
    Durable.replace(instance.recoverySignal(), new byte[0], scratch.node().owner());
    new InstanceSettings(instance, InstanceSettings.Use.PROOF).write(recovery(furthest, last));
    long started = System.nanoTime();
    try {
      server.start();
      Look look = followed(server, last);
      Check check = reached(look, furthest, last);
      return replayed(server, check, look, new Times(copyMs, sinceMs(started)));
    } catch (ApplicationFailure ended) {
      Check check = new Check(NAME, false, firstLine(ended));
      return new Replayed(server, check, backup.start(), null, copyMs, sinceMs(started));
    }
  }

  private record Times(long copyMs, long replayMs) {}

  private static Replayed replayed(InstanceServer server, Check check, Look look, Times times) {
    return new Replayed(
        server,
        check,
        Objects.requireNonNull(look.replayed()),
        look.at(),
        times.copyMs(),
        times.replayMs());
  }

  /** Never without a target: a server would open at any gap and say nothing (f04). */
  private Map<String, String> recovery(Furthest furthest, Lsn last) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("restore_command", provider.restoreCommand());
    lines.put("recovery_target_lsn", last.toString());
    lines.put("recovery_target_inclusive", "on");
    lines.put("recovery_target_timeline", Integer.toString(furthest.timeline()));
    lines.put("recovery_target_action", "promote");
    return lines;
  }

  private Look followed(InstanceServer server, Lsn last) throws IOException, InterruptedException {
    long segmentBytes = server.instance().host().controlData().segmentBytes();
    try (Replay replay = new Replay(server, current, new Pace(last, segmentBytes))) {
      return replay.await(look -> !look.inRecovery() && look.replayed() != null);
    }
  }

  private static Check reached(Look look, Furthest furthest, Lsn last) {
    Lsn replayed = Objects.requireNonNull(look.replayed());
    boolean good = replayed.compareTo(last) > 0 && sameCommit(look.at(), furthest.at());
    return new Check(
        NAME,
        good,
        good
            ? "replayed up to %s, newest commit at %s".formatted(replayed, look.at())
            : "replayed up to %s, newest commit at %s; expected past %s, %s"
                .formatted(replayed, look.at(), last, furthest.at()));
  }

  /** What committed before the replay began, the server does not tell. */
  private static boolean sameCommit(@Nullable Instant found, @Nullable Instant expected) {
    return found == null || found.equals(expected);
  }

  private static String firstLine(ApplicationFailure failure) {
    return String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("it failed");
  }

  private static long sinceMs(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
