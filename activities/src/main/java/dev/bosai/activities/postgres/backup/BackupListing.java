package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wal.SegmentCommits;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a repository holds, which moments can be reached, and what somebody must look at. */
public final class BackupListing {
  private static final int SEGMENT_NAME = 24;
  private static final int TIMELINE = 8;
  private final Hosts hosts;
  private final BackupProviders providers;
  private final ArchiverLook archiver;
  private final Clock clock;

  /**
   * Makes the listing of one worker.
   *
   * @param hosts finds the node's programs
   * @param providers opens repositories
   * @param archiver asks the primary
   */
  public BackupListing(Hosts hosts, BackupProviders providers, ArchiverLook archiver, Clock clock) {
    this.hosts = hosts;
    this.providers = providers;
    this.archiver = archiver;
    this.clock = clock;
  }

  /**
   * Lists; changes nothing.
   *
   * @param node on whose host this is
   * @param settings of its database's backups
   */
  public BackupList list(NodeRef node, Backups settings) throws IOException, InterruptedException {
    Instant now = clock.instant();
    BackupProvider provider = providers.of(node);
    List<Backup> backups = provider.backups();
    SortedSet<String> names = provider.archive().names();
    ReachableWal.Found found =
        found(
            new Look(hosts.open(node), provider, archiver.timeline(node)),
            new Retention(settings.keep(), now));
    List<Gap> gaps = new ArrayList<>(missingHistories(names));
    gaps.addAll(found.gaps());
    Proofs proofs = provider.proofs();
    List<String> alarms = new ArrayList<>(provider.problems());
    alarms.addAll(
        new Alarms(settings.provenWithin(), now)
            .of(new Alarms.Seen(backups, gaps, found.broken(), proofs.all())));
    alarms.addAll(archiver.alarms(node));
    return new BackupList(
        provider.kind(),
        provider.repository(),
        now,
        backups,
        found.windows(),
        gaps,
        proofs.newestPassed().orElse(null),
        alarms);
  }

  /**
   * What is looked at.
   *
   * @param host with the programs
   * @param provider whose repository it is
   * @param timeline of the primary; 0 if there is none
   */
  private record Look(Host host, BackupProvider provider, int timeline) {}

  private static ReachableWal.Found found(Look look, Retention retention)
      throws IOException, InterruptedException {
    WalArchive archive = look.provider().archive();
    SortedSet<String> names = archive.names();
    List<Backup> backups = look.provider().backups();
    WalFolder wal = new WalFolder(Path.of(""), segmentBytes(look.host(), archive, names));
    // A repository is of one cluster; each backup says of which.
    String system = backups.stream().map(Backup::systemIdentifier).findFirst().orElse("");
    ReachableWal.Archived archived =
        new ReachableWal.Archived(names, name -> archive.damage(name, system).orElse(""));
    List<SegmentChain> chains =
        ReachableWal.chains(
            lineages(archive, names, timelines(names, backups, look.timeline())),
            backups,
            wal,
            archived);
    SegmentCommits commits = new SegmentCommits(look.host().programs());
    return new ReachableWal(chains, retention, name -> commits.newest(file(archive, name)))
        .find(backups);
  }

  private static Path file(WalArchive archive, String name)
      throws IOException, InterruptedException {
    return archive.folder(new TreeSet<>(List.of(name))).resolve(name);
  }

  /**
   * The primary's timeline is the one that matters, though an undone switch leaves newer ones; with
   * no primary it is the newest. The others are asked where it does not reach.
   */
  private static List<Integer> timelines(
      SortedSet<String> names, List<Backup> backups, int primary) {
    return Stream.concat(
            names.stream().map(BackupListing::timeline), backups.stream().map(Backup::timeline))
        .distinct()
        .sorted(
            Comparator.comparing((Integer timeline) -> timeline != primary)
                .thenComparing(Comparator.reverseOrder()))
        .toList();
  }

  private static List<Lineage> lineages(
      WalArchive archive, SortedSet<String> names, List<Integer> timelines)
      throws IOException, InterruptedException {
    SortedSet<String> histories =
        names.stream()
            .filter(name -> name.length() != SEGMENT_NAME)
            .collect(Collectors.toCollection(TreeSet::new));
    Path folder = archive.folder(histories);
    List<Lineage> lineages = new ArrayList<>();
    for (int timeline : timelines) {
      lineages.add(Lineage.read(folder, timeline));
    }
    return lineages;
  }

  /** Without its history nobody knows where a timeline left the one before. */
  private static List<Gap> missingHistories(SortedSet<String> names) {
    return names.stream()
        .map(BackupListing::timeline)
        .distinct()
        .filter(timeline -> timeline > 1 && !names.contains(Lineage.historyName(timeline)))
        .map(timeline -> missing(timeline, Lineage.historyName(timeline)))
        .toList();
  }

  private static Gap missing(int timeline, String name) {
    return new Gap(timeline, name, name, "it is missing", null);
  }

  private static int timeline(String name) {
    return Integer.parseUnsignedInt(name.substring(0, TIMELINE), 16);
  }

  /** A node whose control file is gone must not keep anybody from seeing what there is. */
  private static long segmentBytes(Host host, WalArchive archive, SortedSet<String> names)
      throws IOException, InterruptedException {
    if (Files.isReadable(host.control().readable())) {
      return host.controlData().segmentBytes();
    }
    Optional<String> newest =
        names.stream().filter(name -> name.length() == SEGMENT_NAME).reduce((one, other) -> other);
    return newest.isPresent() ? Files.size(file(archive, newest.get())) : 1 << 24;
  }
}
