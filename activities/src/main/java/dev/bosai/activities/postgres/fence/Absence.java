package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.Sighting;
import dev.bosai.activities.postgres.host.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a server that is gone from one that is out of sight: in another container, or on another
 * machine that mounts the same directory. A segment that is missing looks alike in both cases. It
 * may be missing on the right host too: a postmaster that dies while it recovers from the crash of
 * one of its processes has removed it.
 *
 * @param met whether this worker killed processes of the server
 * @param seen the server that was seen last
 * @param here where this worker looks from
 * @param booted when this machine was
 * @param nothingHidden whether no other machine or account may have the directory in use unseen
 */
record Absence(
    boolean met, Optional<Sighting> seen, Vantage here, Instant booted, boolean nothingHidden) {
  /** File systems that one machine alone mounts. */
  private static final Set<String> LOCAL =
      Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs");

  static Absence of(Host host, boolean met, Optional<Sighting> seen) throws IOException {
    boolean local = LOCAL.contains(Files.getFileStore(host.data().present()).type());
    return new Absence(
        met, seen, Vantage.here(), Vantage.booted(), local && !host.processes().someAreHidden());
  }

  /** Returns why a server of which no process is seen does not live; empty if it may. */
  Optional<String> why(PostmasterFile left) {
    if (met) {
      return Optional.of("its processes were killed here");
    }
    if (seen.filter(Sighting.of(left, here)::equals).isPresent()) {
      return Optional.of("the server was seen from here while it lived");
    }
    if (nothingHidden && here.wholeMachine()) {
      return Optional.of("every process of this machine is seen from here");
    }
    return left.started().isBefore(booted)
        ? Optional.of("this machine was booted after the server was started")
        : Optional.empty();
  }
}
