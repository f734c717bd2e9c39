package dev.bosai.activities.postgres.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.place.Removal;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.SettleOld;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Keeps an old directory or gives it up, as a person says. What the recovery kept beside it, its
 * WAL past the fork and the list of lost commits, stays either way.
 */
public final class GivingUp {
  private static final String DECISION = "settled.json";
  private final Hosts hosts;
  private final Locks locks;
  private final Clock clock;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * Makes it for the nodes of this host.
   *
   * @param locks shared with whoever reads old directories
   */
  public GivingUp(Protected listed, Locks locks, Clock clock) {
    this.hosts = new Hosts(listed);
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * Settles it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED while nothing was removed
   */
  public Settled settle(SettleOld request) throws IOException, InterruptedException {
    KeptTimeline kept = KeptTimeline.read(hosts.open(request.node()), request.preserved());
    Host host = kept.host();
    RunFolders folders = new RunFolders(host, kept.run());
    Path file = kept.folder().resolve(DECISION);
    if (request.who().isBlank() || request.why().isBlank()) {
      throw refused("nobody is named, or no reason", "say who decides and why");
    }
    Locks.Lock lock = locks.take(folders.salvage(), host.owner(), "settle");
    try {
      return request.fate() == Fate.KEPT
          ? keep(request, kept, file)
          : discard(request, kept, folders);
    } finally {
      lock.close();
    }
  }

  private Settled keep(SettleOld request, KeptTimeline kept, Path file)
      throws IOException, InterruptedException {
    Path directory = kept.directory().orElseThrow(() -> gone(kept));
    return remember(settled(request, directory, true, OldCopy.bytes(directory)), file, kept.host());
  }

  /** An attempt that was cut off is finished, whatever it has left. */
  private Settled discard(SettleOld request, KeptTimeline kept, RunFolders folders)
      throws IOException, InterruptedException {
    Host host = kept.host();
    Path file = kept.folder().resolve(DECISION);
    Path directory = host.data().kept(kept.run());
    if (!Files.isDirectory(directory) && !Files.isDirectory(host.data().removing(kept.run()))) {
      return discarded(kept, file);
    }
    if (!request.unreviewed() && !Salvage.isDone(folders)) {
      throw refused(
          "nobody has had the rows of \"%s\" salvaged, which has the last copy of lost commits"
              .formatted(directory),
          "\"bosai salvage\" shows them; or say --unreviewed");
    }
    long bytes = OldCopy.bytes(directory);
    Settled settled = settled(request, directory, false, bytes);
    Salvage.copy(folders, directory).end();
    Removal.remove(host.data(), kept.run(), removed -> remember(settled, file, host));
    return Files.exists(file) ? json.readValue(file.toFile(), Settled.class) : settled;
  }

  private Settled discarded(KeptTimeline kept, Path file) throws IOException, InterruptedException {
    Settled before = Files.exists(file) ? json.readValue(file.toFile(), Settled.class) : null;
    if (before != null && before.fate() == Fate.DISCARDED) {
      return before;
    }
    throw kept.directory().isPresent()
        ? refused(
            "\"%s\" is still the node's own directory".formatted(kept.host().data().path()),
            "reprotect first: the node comes back in a directory of its own, the old one stays"
                + " beside")
        : gone(kept);
  }

  private Settled settled(SettleOld request, Path directory, boolean there, long bytes) {
    return new Settled(
        request.fate(),
        directory.toString(),
        there,
        bytes,
        request.who(),
        request.why(),
        clock.instant());
  }

  private Settled remember(Settled settled, Path file, Host host) throws IOException {
    Durable.replace(file, json.writeValueAsBytes(settled), host.owner());
    return settled;
  }

  private static RuntimeException gone(KeptTimeline kept) {
    return refused(
        kept.manifest().nothingLost()
            ? "run \"%s\" lost nothing, so no directory was kept".formatted(kept.run())
            : "the old directory of run \"%s\" is not there".formatted(kept.run()),
        "what is past the fork is in \"%s\", as WAL".formatted(kept.folder()));
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was removed", hint);
  }
}
