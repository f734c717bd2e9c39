package dev.bosai.activities.postgres.wal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.Preserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's journal says of its writes that were kept, whichever run kept them.
 *
 * @param preserved the newest of them
 * @param rejoining whether the directory has begun to be made a standby's since
 * @param writable whether the node may have written again before that: its start was blocked anew,
 *     so it had been free
 */
public record KeptWrites(Preserved preserved, boolean rejoining, boolean writable) {
  private static final String KEPT = "kept the old timeline's writes";
  private static final String DIRECTORY = "directory";
  private static final String BLOCKED = "blocked the start";
  private static final String REJOIN = "rejoin";

  /** Reads it; empty if nothing was kept, or is there no more. */
  public static Optional<KeptWrites> newest(List<Entry> journal, ObjectMapper json)
      throws IOException {
    int at = -1;
    for (int i = 0; i < journal.size(); i++) {
      at = journal.get(i).did().equals(KEPT) ? i : at;
    }
    if (at < 0) {
      return Optional.empty();
    }
    Path manifest = manifest(journal.get(at));
    return Files.exists(manifest)
        ? Optional.of(since(manifest, journal.subList(at, journal.size()), json))
        : Optional.empty();
  }

  private static KeptWrites since(Path manifest, List<Entry> since, ObjectMapper json)
      throws IOException {
    Optional<Entry> next =
        since.stream()
            .filter(entry -> entry.did().equals(BLOCKED) || entry.effect().equals(REJOIN))
            .findFirst();
    boolean rejoining = next.filter(entry -> entry.effect().equals(REJOIN)).isPresent();
    return new KeptWrites(
        json.readValue(manifest.toFile(), Manifest.class).preserved(),
        rejoining,
        next.isPresent() && !rejoining);
  }

  /** Writes down that they are kept, unless that is known. */
  static void note(Path folder, List<Entry> journal, Held held) throws IOException {
    Map<String, String> facts = Map.of(DIRECTORY, folder.toString());
    if (journal.stream().noneMatch(entry -> entry.facts().equals(facts))) {
      held.note(KEPT, facts);
    }
  }

  /** Returns whether these are the writes that are asked for: past the same fork, and no others. */
  boolean answers(PreserveNode request) {
    return !writable
        && preserved.fork().equals(request.promoted().fork())
        && preserved.timeline() == request.timeline();
  }

  private static Path manifest(Entry entry) {
    return Path.of(entry.facts().getOrDefault(DIRECTORY, "")).resolve(Manifest.FILE);
  }
}
