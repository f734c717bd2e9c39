package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends every process of a cluster. SIGKILL ends a stopped process too, which {@code pg_ctl stop}
 * does not; backends whose postmaster died are found as well, since they go on acknowledging
 * writes.
 */
public final class Kill {
  private final Host host;
  private final Set<Long> killed = new HashSet<>();

  /** Makes it for a data directory. */
  public Kill(Host host) {
    this.host = host;
  }

  /**
   * Kills who lives now, the postmaster first: it must not start others, and one that sees a
   * process of its own die begins to recover and makes its shared memory anew.
   */
  public void round() throws IOException {
    List<Long> living = new ArrayList<>(host.processes().living());
    long postmaster = host.postmaster().map(PostmasterFile::pid).orElse(-1L);
    living.sort(Comparator.comparing(pid -> pid != postmaster));
    for (long pid : living) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      killed.add(pid);
    }
  }

  /** Returns how many processes were killed so far. */
  public int count() {
    return killed.size();
  }
}
