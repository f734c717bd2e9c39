package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.SharedMemory;
import dev.bosai.activities.postgres.host.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks whether a node is down and stays down; every look says what it saw. */
final class DownLook {
  private final Host host;
  private final boolean met;
  private final Optional<Sighting> seen;

  /**
   * Prepares a look.
   *
   * @param met whether this worker has met processes of the cluster, so that it cannot be that they
   *     live where it does not see them
   * @param seen the server that was seen last
   */
  DownLook(Host host, boolean met, Optional<Sighting> seen) {
    this.host = host;
    this.met = met;
    this.seen = seen;
  }

  /** Looks at everything that must be so, in an order in which a later look confirms the former. */
  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<PostmasterFile> left = host.postmaster();
    findings.add(memory(left));
    findings.add(port(left));
    findings.add(processes());
    findings.add(start());
    return findings;
  }

  private Finding start() {
    String file = "\"" + host.control().live() + "\"";
    return host.control().blocksStart()
        ? Finding.good("start blocked: " + file + " was moved to \"pg_control.fenced\"")
        : Finding.bad(file + " is back, so the server could start");
  }

  private Finding processes() throws IOException {
    List<Long> living = host.processes().living();
    return living.isEmpty()
        ? Finding.good("no server process works in \"" + host.data().path() + "\"")
        : Finding.bad("processes " + living + " work in \"" + host.data().path() + "\"");
  }

  private Finding memory(Optional<PostmasterFile> left) throws IOException {
    if (left.isEmpty() || left.get().segment() < 0) {
      return Finding.good("no shared memory segment is named in \"postmaster.pid\"");
    }
    String segment = "shared memory segment " + left.get().segment();
    OptionalInt attached = SharedMemory.attached(left.get().segment());
    if (attached.isEmpty()) {
      return Absence.of(host, met, seen)
          .why(left.get())
          .map(why -> Finding.good(segment + " is gone: " + why))
          .orElseGet(
              () ->
                  Finding.bad(
                      segment + " is not on this host; the server may run in another container"));
    }
    return new Finding(
        attached.getAsInt() == 0, segment + " has " + attached.getAsInt() + " processes attached");
  }

  private static Finding port(Optional<PostmasterFile> left) {
    return left.map(PortLook::of)
        .map(PortLook::finding)
        .orElseGet(() -> Finding.good("no \"postmaster.pid\": the server was stopped before"));
  }
}
