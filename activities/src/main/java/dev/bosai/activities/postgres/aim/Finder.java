package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.backup.CatalogReader;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities.FindTransactions;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the transactions of which one may be the mistake. */
public final class Finder {
  /** More would not fit into a run's history, nor would a person read them. */
  private static final int MOST = 100;

  private final Hosts hosts;
  private final BackupProviders providers;
  private final PrimaryWal primary;
  private final Protected listed;

  /**
   * Makes the finder of one worker.
   *
   * @param hosts finds the node the work is done on
   * @param providers opens its repository
   * @param primaries finds who takes writes
   * @param listed the worker's own configuration
   */
  public Finder(Hosts hosts, BackupProviders providers, Primaries primaries, Protected listed) {
    this.hosts = hosts;
    this.providers = providers;
    this.primary = new PrimaryWal(primaries);
    this.listed = listed;
  }

  /**
   * Finds them.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the table is unknown
   */
  public Candidates find(FindTransactions request) throws IOException, InterruptedException {
    Host host = hosts.open(request.node());
    BackupProvider provider = providers.of(request.node());
    String system = system(host, provider);
    List<Primary> writable = primary.of(request.node(), system);
    int timeline = timeline(writable, provider);
    List<String> missing = new ArrayList<>(primary.archive(writable, timeline, provider.archive()));
    Repository repository = Repository.of(host, provider, timeline, system);
    TableFiles files = new TableFiles();
    Optional<Backup> backup = backup(repository, request);
    if (backup.isPresent()) {
      files.add(provider.catalog(backup.get()));
    }
    live(writable, files).ifPresent(missing::add);
    TableFilter filter =
        new TableFilter(
            request.table(),
            listed
                .database(new DatabaseRef(request.node().system(), request.node().database()))
                .probe()
                .table());
    filter.require(files.names());
    return find(request, new Sources(repository, backup.orElse(null), files, filter), missing);
  }

  /**
   * What is looked through.
   *
   * @param repository with the WAL
   * @param backup from which on it is read; null if there is none that old
   * @param files whose files they are
   * @param filter which transactions are shown
   */
  private record Sources(
      Repository repository, @Nullable Backup backup, TableFiles files, TableFilter filter) {}

  private Candidates find(FindTransactions request, Sources sources, List<String> missing)
      throws IOException, InterruptedException {
    Instant from = request.around().minus(request.within());
    Instant to = request.around().plus(request.within());
    MostTelling found = new MostTelling(MOST, request.around());
    try (LinkedWal wal = sources.repository().link(chain(sources, from))) {
      WalDump dump = new WalDump(sources.repository().host(), wal);
      InWindow window = new InWindow(from, to, sources.files());
      Story story = new Story(Moment.BEGIN, window);
      read(dump, story)
          .or(() -> Optional.ofNullable(wal.chain().broken()))
          .ifPresent(broken -> missing.add(broken.sentence()));
      look(new Look(dump, story, window), sources, found);
    }
    if (found.leftOut() > 0) {
      missing.add(
          "%d more transactions are not shown; ask for less time, or for one table"
              .formatted(found.leftOut()));
    }
    return new Candidates(
        from,
        to,
        sources.repository().ancestry().timeline(),
        found.kept(),
        String.join("; ", missing));
  }

  /** First only what begins and ends transactions is read, which is fast. */
  private static Optional<Broken> read(WalDump dump, Story story)
      throws IOException, InterruptedException {
    WalChain chain = dump.wal().chain();
    List<String> managers = new ArrayList<>(Story.MANAGERS);
    managers.add("Storage");
    return dump.tell(chain.from(), chain.end(), managers, story).map(Damage::broken);
  }

  /** What is looked at: the WAL, what is known of it, and the span that was asked for. */
  private record Look(WalDump dump, Story story, InWindow window) {}

  /** Then everything is, but only from where the first transaction of the span began. */
  private static void look(Look at, Sources sources, MostTelling found)
      throws IOException, InterruptedException {
    WalDump dump = at.dump();
    InWindow window = at.window();
    Lsn first = window.first();
    if (first == null) {
      return;
    }
    Lsn begin =
        at.story()
            .before(window.oldest(), first)
            .map(Story.Running::lsn)
            .orElse(dump.wal().chain().from());
    Lsn end = window.next() == null ? dump.wal().chain().end() : window.next();
    Changes changes =
        new Changes(
            (ended, change) -> {
              Described one = new Described(ended, change, sources.files());
              one.follow();
              if (window.holds(ended) && sources.filter().shows(one.candidate())) {
                found.add(one.candidate());
              }
            });
    dump.tell(begin, end, Changes.MANAGERS, new Story(Moment.BEGIN, changes));
  }

  /** Where no backup is that old, there may still be WAL. */
  private static WalChain chain(Sources sources, Instant from)
      throws IOException, InterruptedException {
    Backup backup = sources.backup();
    if (backup == null) {
      return sources.repository().all();
    }
    return backup.stoppedAt().isBefore(from)
        ? sources.repository().chain(backup.start())
        : sources.repository().leadingTo(backup.start());
  }

  /** The newest that is older than the span, else the oldest of all. */
  private static Optional<Backup> backup(Repository repository, FindTransactions request)
      throws IOException, InterruptedException {
    List<Backup> newestFirst = repository.backups();
    Instant from = request.around().minus(request.within());
    return newestFirst.stream()
        .filter(backup -> backup.stoppedAt().isBefore(from))
        .findFirst()
        .or(() -> newestFirst.stream().reduce((newer, older) -> older));
  }

  private static Optional<String> live(List<Primary> writable, TableFiles files) {
    for (Primary one : writable) {
      try {
        files.add(CatalogReader.of(one));
      } catch (SQLException e) {
        return Optional.of(
            "tables that are newer than the backup have no names: \"%s\" did not tell (%s)"
                .formatted(one.facts().node(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static String system(Host host, BackupProvider provider)
      throws IOException, InterruptedException {
    String own = host.control().systemIdentifier();
    return own.isEmpty()
        ? provider.backups().stream()
            .map(Backup::systemIdentifier)
            .reduce((older, newer) -> newer)
            .orElse("")
        : own;
  }

  private static int timeline(List<Primary> writable, BackupProvider provider)
      throws IOException, InterruptedException {
    Optional<Integer> live =
        writable.stream().map(one -> one.facts().timeline()).max(Comparator.naturalOrder());
    return live.isPresent()
        ? live.get()
        : provider.archive().names().stream()
            .map(name -> Integer.parseUnsignedInt(name.substring(0, 8), 16))
            .max(Comparator.naturalOrder())
            .orElse(1);
  }
}
