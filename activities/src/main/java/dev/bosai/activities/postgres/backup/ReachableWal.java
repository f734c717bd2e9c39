package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds which moments can be reached with backups and the WAL that follows them. */
final class ReachableWal {
  private final List<SegmentChain> chains;
  private final Retention retention;
  private final Newest newest;
  private final Map<String, Optional<Instant>> read = new HashMap<>();

  /**
   * Makes the finder.
   *
   * @param chains the one that leads to the newest timeline first, then those of older backups that
   *     it does not hold
   * @param retention says from where on no WAL may be missing
   * @param newest reads the time of a segment's last commit
   */
  ReachableWal(List<SegmentChain> chains, Retention retention, Newest newest) {
    this.chains = chains;
    this.retention = retention;
    this.newest = newest;
  }

  /** Reads the time of a segment's last commit. */
  @FunctionalInterface
  interface Newest {
    /** Returns it; empty if there is none in that segment. */
    Optional<Instant> in(String segment) throws IOException, InterruptedException;
  }

  /**
   * What was found.
   *
   * @param windows spans whose every moment can be reached, the oldest first
   * @param gaps what is missing or damaged of what should be there
   * @param broken backups that cannot be restored, since WAL that they need is missing
   */
  record Found(List<Window> windows, List<Gap> gaps, List<Backup> broken) {}

  /** Makes the chains: each backup is on the one that leads furthest. */
  static List<SegmentChain> chains(
      List<Lineage> lineages, List<Backup> backups, WalFolder wal, Archived archived) {
    Set<Lineage> used = new LinkedHashSet<>();
    lineages.stream().findFirst().ifPresent(used::add);
    for (Backup backup : backups) {
      if (used.stream().noneMatch(lineage -> lineage.holds(backup))) {
        lineages.stream().filter(lineage -> lineage.holds(backup)).findFirst().ifPresent(used::add);
      }
    }
    return used.stream()
        .map(lineage -> new SegmentChain(wal, lineage, archived.names(), archived.look()))
        .toList();
  }

  /**
   * What is archived.
   *
   * @param names of all segments
   * @param look at one of them
   */
  record Archived(Set<String> names, SegmentChain.Look look) {}

  Found find(List<Backup> backups) throws IOException, InterruptedException {
    List<Window> windows = new ArrayList<>();
    Set<Gap> gaps = new LinkedHashSet<>();
    List<Backup> broken = new ArrayList<>();
    List<Backup> left = new ArrayList<>(backups);
    for (SegmentChain chain : chains) {
      List<Backup> own = left.stream().filter(chain.lineage()::holds).toList();
      left.removeAll(own);
      windows.addAll(windows(chain, own, broken));
      gaps.addAll(gaps(chain, own));
    }
    broken.addAll(left);
    windows.sort(java.util.Comparator.comparing(Window::from));
    return new Found(windows, List.copyOf(gaps), broken);
  }

  private List<Window> windows(SegmentChain chain, List<Backup> own, List<Backup> broken)
      throws IOException, InterruptedException {
    Map<Long, Window> byEnd = new HashMap<>();
    for (Backup backup : own) {
      long end = chain.unbroken(chain.first(backup));
      if (end < chain.last(backup)) {
        broken.add(backup);
      } else if (!byEnd.containsKey(end)) {
        byEnd.put(end, window(chain, backup, end));
      }
    }
    return List.copyOf(byEnd.values());
  }

  private Window window(SegmentChain chain, Backup backup, long end)
      throws IOException, InterruptedException {
    Instant to =
        newest(chain, chain.last(backup), end)
            .filter(time -> time.isAfter(backup.stoppedAt()))
            .orElse(null);
    return new Window(
        backup.stoppedAt(), backup.stop(), to, chain.end(end), chain.timelineOf(end), backup.id());
  }

  /** Time is taken from commits, not from files: a file says when it was archived (f11). */
  private Optional<Instant> newest(SegmentChain chain, long first, long last)
      throws IOException, InterruptedException {
    for (long number = last; number >= first; number--) {
      String name = chain.name(number);
      if (!read.containsKey(name)) {
        read.put(name, newest.in(name));
      }
      if (read.getOrDefault(name, Optional.empty()).isPresent()) {
        return read.getOrDefault(name, Optional.empty());
      }
    }
    return Optional.empty();
  }

  /** Of the newest timeline all WAL must be there; older backups need what makes them whole. */
  private List<Gap> gaps(SegmentChain chain, List<Backup> own)
      throws IOException, InterruptedException {
    boolean main = chain.equals(chains.get(0));
    Optional<Backup> from = main ? retention.from(own) : Optional.<Backup>empty();
    List<Gap> gaps = new ArrayList<>();
    for (Backup backup : own.subList(0, from.map(own::indexOf).orElse(own.size()))) {
      gaps.addAll(gaps(chain, own, chain.first(backup), chain.last(backup)));
    }
    if (from.isPresent()) {
      long last = own.stream().mapToLong(chain::last).max().orElse(0);
      long first = chain.first(from.get());
      gaps.addAll(gaps(chain, own, first, Math.max(chain.newest(), last)));
    }
    return gaps;
  }

  private List<Gap> gaps(SegmentChain chain, List<Backup> own, long first, long last)
      throws IOException, InterruptedException {
    List<Gap> gaps = new ArrayList<>();
    for (SegmentChain.Break one : chain.breaks(first, last)) {
      gaps.add(gap(chain, own, one));
    }
    return gaps;
  }

  private Gap gap(SegmentChain chain, List<Backup> own, SegmentChain.Break one)
      throws IOException, InterruptedException {
    long before = one.first() - 1;
    Optional<Instant> reachable = Optional.empty();
    for (Backup backup : own) {
      if (chain.last(backup) <= before && chain.unbroken(chain.first(backup)) >= before) {
        reachable = newest(chain, chain.last(backup), before);
      }
    }
    return new Gap(
        chain.timelineOf(one.first()),
        chain.name(one.first()),
        chain.name(one.last()),
        one.reason(),
        reachable.orElse(null));
  }
}
