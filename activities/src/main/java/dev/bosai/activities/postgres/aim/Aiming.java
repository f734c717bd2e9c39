package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.restore.Room;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities.AimRestore;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Chooses backup, timeline and position for a target, and proves that they are all there. */
public final class Aiming {
  private final Hosts hosts;
  private final BackupProviders providers;
  private final PrimaryWal primary;
  private final Clock clock;

  /**
   * Makes the advisor of one worker.
   *
   * @param hosts finds the node the work is done on
   * @param providers opens its repository
   * @param primaries finds who takes writes
   * @param clock tells which targets lie in the future
   */
  public Aiming(Hosts hosts, BackupProviders providers, Primaries primaries, Clock clock) {
    this.hosts = hosts;
    this.providers = providers;
    this.primary = new PrimaryWal(primaries);
    this.clock = clock;
  }

  /**
   * Aims.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the target cannot be reached;
   *     it names the nearest one that can; or if nothing can be restored beside the node
   */
  public Aim aim(AimRestore request) throws IOException, InterruptedException {
    Target target = Target.parse(request.target(), clock.instant());
    Host host = hosts.open(request.node());
    if (!host.control().systemIdentifier().isEmpty()) {
      host.requireIdentity(request.systemIdentifier());
    }
    Room.requireNoTablespaces(host, host.data().path());
    BackupProvider provider = providers.of(request.node());
    List<String> notes =
        primary.archive(
            primary.of(request.node(), request.systemIdentifier()),
            request.timeline(),
            provider.archive());
    Repository repository =
        Repository.of(host, provider, request.timeline(), request.systemIdentifier());
    return aim(new Question(request, target, notes), repository);
  }

  /**
   * What is asked.
   *
   * @param request as it came
   * @param target read from it
   * @param notes that go with any answer
   */
  private record Question(AimRestore request, Target target, List<String> notes) {}

  private Aim aim(Question question, Repository repository)
      throws IOException, InterruptedException {
    List<Backup> all = repository.backups();
    List<Backup> fit =
        all.stream().filter(backup -> Window.opens(backup, question.target())).toList();
    Miss miss = Window.before(all, question.target(), repository);
    for (Backup backup : fit) {
      try (LinkedWal wal = repository.link(repository.chain(backup.start()))) {
        Search search = question.target().search(backup);
        Reading reading = Reading.of(backup, new WalDump(repository.host(), wal), search);
        Spot spot = search.spot(reading);
        if (spot instanceof Hit hit) {
          return new Answer(question.request(), repository, reading).aim(hit, question.notes());
        }
        miss = (Miss) spot;
      }
      if (!miss.older()) {
        break;
      }
    }
    throw refused(question, new OtherTimelines(repository).explain(question.target(), miss));
  }

  private static ApplicationFailure refused(Question question, Miss miss) {
    String notes =
        question.notes().isEmpty() ? "" : " (" + String.join("; ", question.notes()) + ")";
    return Failures.of(
        FailureType.REFUSED,
        "target \"%s\": %s%s; nothing was touched"
            .formatted(question.request().target(), miss.why(), notes),
        miss.hint());
  }
}
