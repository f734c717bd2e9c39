package dev.bosai.app.bench.proof;

import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.Replication;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is broken, and how the lab is set up for it. */
public enum Scenario {
  /** The primary dies while its standby is 200 ms behind: something is always lost. */
  ASYNC(Replication.ASYNC, 200, null),
  /** The primary dies while every commit waits for the standby: nothing may be lost. */
  SYNC(Replication.SYNC, 20, null),
  /** The primary's first process stands still; its sessions go on being served. */
  HANG_POSTMASTER(Replication.ASYNC, 50, LabFault.Scope.POSTMASTER),
  /** All processes of the primary stand still. */
  HANG_ALL(Replication.ASYNC, 50, LabFault.Scope.ALL),
  /** The primary dies, and then others that the recovery needs, at moments that a seed says. */
  STORM(Replication.ASYNC, 200, null);

  /** How much of what was acknowledged must be lost. */
  enum Loss {
    /** At least a few rows. */
    SOME,
    /** Nothing. */
    NONE,
    /** Whatever it is, the report names it. */
    ANY
  }

  private final Replication replication;
  private final long lagMs;
  private final LabFault.@Nullable Scope hang;

  Scenario(Replication replication, long lagMs, LabFault.@Nullable Scope hang) {
    this.replication = replication;
    this.lagMs = lagMs;
    this.hang = hang;
  }

  /** Returns the lab it needs. */
  LabRequest lab(int basePort) {
    return new LabRequest(replication, lagMs, basePort, null, null);
  }

  /** Returns what is made to stand still; null if the primary is killed. */
  LabFault.@Nullable Scope hang() {
    return hang;
  }

  /** Returns how much must be lost, so that the measuring has something to do. */
  Loss loss() {
    return switch (this) {
      case ASYNC -> Loss.SOME;
      case SYNC -> Loss.NONE;
      case HANG_POSTMASTER, HANG_ALL, STORM -> Loss.ANY;
    };
  }

  /** Returns it as people read it. */
  String title() {
    return switch (this) {
      case ASYNC -> "kill-primary, asynchronous, replication delayed by 200 ms";
      case SYNC -> "kill-primary, synchronous, replication delayed by 20 ms";
      case HANG_POSTMASTER -> "hang-primary --scope postmaster";
      case HANG_ALL -> "hang-primary --scope all";
      case STORM ->
          "kill-primary, then up to three of Temporal, workers, command, router, probe, candidate";
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
