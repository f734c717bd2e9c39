package dev.bosai.activities.postgres.start;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Marker;
import dev.bosai.activities.postgres.promote.HistoryFile;
import dev.bosai.activities.postgres.wal.DiskTimeline;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A node's data directory and what is beside it.
 *
 * @param node whose
 * @param path of the directory
 * @param standby whether it comes up as one
 * @param fence that was put on it
 * @param systemIdentifier of its cluster; empty if there is no control file
 * @param timeline the newest it has; 0 if there is no control file
 * @param ancestors the timelines that this one came from
 * @param token the newest that touched it
 * @param promoted the token under which its node was promoted to this timeline; {@link Token#NONE}
 *     if Bosai did not do that
 */
public record Directory(
    String node,
    Path path,
    boolean standby,
    Fence fence,
    String systemIdentifier,
    int timeline,
    Set<Integer> ancestors,
    Token token,
    Token promoted) {

  /** Looks at it; nothing is changed and no lock is taken. */
  static Directory of(Host host, Marker marker) throws IOException, InterruptedException {
    List<Entry> journal = marker.journal();
    String system = host.control().systemIdentifier();
    int timeline = system.isEmpty() ? 0 : DiskTimeline.of(host);
    return new Directory(
        host.ref().node(),
        host.data().path(),
        Files.exists(host.data().path().resolve("standby.signal")),
        Fence.of(host.control(), journal),
        system,
        timeline,
        HistoryFile.ancestors(host.data().wal(), timeline),
        marker.token(),
        promoted(journal, system, timeline));
  }

  private static Token promoted(List<Entry> journal, String system, int timeline) {
    return journal.stream()
        .filter(entry -> entry.did().equals("promoted"))
        .filter(entry -> system.equals(entry.facts().get("system")))
        .filter(entry -> Integer.toString(timeline).equals(entry.facts().get("timeline")))
        .map(Entry::token)
        .max(Comparator.naturalOrder())
        .orElse(Token.NONE);
  }
}
