package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What there is for one timeline of one cluster.
 *
 * @param host on which it is read
 * @param provider of backups and WAL
 * @param ancestry the timeline and those it came from
 * @param names of archived files
 * @param systemIdentifier of the cluster
 */
record Repository(
    Host host,
    BackupProvider provider,
    Ancestry ancestry,
    SortedSet<String> names,
    String systemIdentifier) {

  static Repository of(Host host, BackupProvider provider, int timeline, String systemIdentifier)
      throws IOException, InterruptedException {
    SortedSet<String> names = provider.archive().names();
    Ancestry ancestry = Ancestry.of(timeline, provider.archive(), names);
    return new Repository(host, provider, ancestry, names, systemIdentifier);
  }

  /** Returns the backups from which the timeline can be reached, the newest first. */
  List<Backup> backups() throws IOException, InterruptedException {
    List<Backup> all = provider.backups();
    List<Backup> own =
        all.stream().filter(one -> one.systemIdentifier().equals(systemIdentifier)).toList();
    if (own.isEmpty() && !all.isEmpty()) {
      throw Failures.of(
          FailureType.WRONG_IDENTITY,
          "the backups in \"%s\" are of cluster \"%s\", expected \"%s\"; nothing was touched"
              .formatted(provider.repository(), all.get(0).systemIdentifier(), systemIdentifier),
          "compare the repository in the system file with the database");
    }
    return own.stream()
        .filter(ancestry::has)
        .sorted((one, other) -> other.stop().compareTo(one.stop()))
        .toList();
  }

  /** Returns the WAL from a position on. */
  WalChain chain(Lsn from) throws IOException, InterruptedException {
    return WalChain.of(ancestry, names, segmentBytes(), from);
  }

  /** Returns the WAL that leads to the newest file without a gap. */
  WalChain all() throws IOException, InterruptedException {
    WalFolder shape = new WalFolder(Path.of(""), segmentBytes());
    long newest = WalChain.newest(ancestry, names, shape);
    return leadingTo(shape.begin(Math.max(0, newest)));
  }

  /** Returns the WAL from the oldest file on that leads to a position without a gap. */
  WalChain leadingTo(Lsn lsn) throws IOException, InterruptedException {
    WalFolder shape = new WalFolder(Path.of(""), segmentBytes());
    long number = shape.number(lsn);
    while (number > 0 && names.contains(ancestry.file(shape, number - 1))) {
      number--;
    }
    return chain(shape.begin(number));
  }

  /** Prepares reading a chain; whoever asks closes it. */
  LinkedWal link(WalChain chain) throws IOException, InterruptedException {
    return LinkedWal.of(host, provider.archive(), chain, systemIdentifier);
  }

  /** The node's own control file may be what was lost. */
  private long segmentBytes() throws IOException, InterruptedException {
    if (Files.isReadable(host.control().readable())) {
      return host.controlData().segmentBytes();
    }
    String oldest =
        names.stream()
            .filter(name -> name.matches("[0-9A-F]{24}"))
            .findFirst()
            .orElseThrow(() -> noWal());
    SortedSet<String> wanted = new TreeSet<>(List.of(oldest));
    return Files.size(provider.archive().folder(wanted).resolve(oldest));
  }

  private RuntimeException noWal() {
    return Failures.of(
        FailureType.REFUSED,
        "there is no archived WAL in \"" + provider.repository() + "\"; nothing was touched",
        "compare the repository in the system file with the primary's archive_command");
  }
}
