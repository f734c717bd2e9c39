package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.BackupActivities.AimRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells all there is to know of a point that was found.
 *
 * @param request which asked
 * @param repository it is in
 * @param reading in which it was found
 */
record Answer(AimRestore request, Repository repository, Reading reading) {
  /**
   * Tells it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it could not be restored here
   */
  Aim aim(Hit hit, List<String> known) throws IOException, InterruptedException {
    TransactionEnd last = hit.moment().last();
    TransactionEnd newest = reading.story().now().last();
    long after = reading.story().now().commits() - hit.moment().commits();
    long walBytes = hit.lsn().bytes() - reading.backup().start().bytes();
    RoomBeside room = new RoomBeside(repository.host(), reading.backup().bytes() + walBytes);
    room.require();
    Forecast forecast = Forecast.of(repository.provider().proofs().newestPassed());
    return new Aim(
        request.target(),
        hit.text(),
        hit.exact(),
        request.systemIdentifier(),
        reading.backup(),
        request.timeline(),
        hit.lsn(),
        hit.inclusive(),
        last == null ? null : last.at(),
        after,
        after == 0 || newest == null ? null : newest.at(),
        List.of(reading.chain().file(reading.backup().start()), reading.chain().file(hit.lsn())),
        walBytes,
        forecast.copyMs(reading.backup().bytes()),
        forecast.replayMs(walBytes),
        notes(hit, known, room),
        noSwitch());
  }

  /** Without a switch tables can still be extracted, so this alone refuses nothing. */
  private @Nullable String noSwitch() throws IOException {
    DataDirectory data = repository.host().data();
    return Files.isDirectory(data.path())
        ? Exchange.obstacle(data).map(found -> found.sentence() + ": " + found.hint()).orElse(null)
        : null;
  }

  private List<String> notes(Hit hit, List<String> known, RoomBeside room)
      throws IOException, InterruptedException {
    List<String> notes = new ArrayList<>(known);
    room.shortOfCopy().ifPresent(notes::add);
    notes.addAll(hit.notes());
    Broken broken = reading.broken();
    if (broken != null) {
      notes.add(broken.sentence() + "; what committed after that is not counted");
    }
    for (Map.Entry<String, Set<Long>> held : hit.moment().locks().entrySet()) {
      notes.add(
          "transaction %s is under way at this point and locks %s: reading that waits until the"
                  .formatted(held.getKey(), names(held.getValue()))
              + " recovery has ended (f21)");
    }
    return notes;
  }

  /** Indexes and the like are locked with their table, which is what people know. */
  private String names(Set<Long> locked) throws IOException, InterruptedException {
    Map<Long, String> names =
        repository.provider().catalog(reading.backup()).tables().stream()
            .collect(
                Collectors.toMap(
                    TableCatalog.Table::oid, TableCatalog.Table::name, (one, other) -> one));
    List<String> known = locked.stream().filter(names::containsKey).map(names::get).toList();
    return (known.isEmpty() ? locked.stream().map(id -> "relation " + id) : known.stream())
        .distinct()
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", "));
  }
}
