package dev.bosai.activities.postgres;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.card.CardOrder;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Marker;
import dev.bosai.activities.postgres.promote.HistoryFile;
import dev.bosai.activities.postgres.promote.PromotionNote;
import dev.bosai.activities.postgres.promote.SynchronousNames;
import dev.bosai.activities.postgres.rejoin.Rejoin;
import dev.bosai.activities.postgres.rejoin.Security;
import dev.bosai.activities.postgres.wal.DiskTimeline;
import dev.bosai.activities.postgres.wal.KeptWrites;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Remembered;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads from a node's journal what a run must know of the recovery before it. */
final class Memory {
  private final Host host;
  private final Marker marker;
  private final ObjectMapper json = Payloads.mapper();

  Memory(Host host, Marker marker) {
    this.host = host;
    this.marker = marker;
  }

  Remembered read() throws IOException, InterruptedException {
    List<Entry> journal = marker.journal();
    Optional<KeptWrites> kept = KeptWrites.newest(journal, json);
    return new Remembered(
        promotion(journal).orElse(null),
        kept.map(KeptWrites::preserved).orElse(null),
        kept.map(KeptWrites::rejoining).orElse(false),
        byCard(journal));
  }

  /** What was done before redundancy was back last is another recovery's. */
  private static List<Remembered.ByCard> byCard(List<Entry> journal) {
    int end = 0;
    for (int i = 0; i < journal.size(); i++) {
      Entry entry = journal.get(i);
      end = Security.isTold(entry) || Rejoin.isDone(entry) ? i : end;
    }
    return journal.subList(end, journal.size()).stream()
        .flatMap(entry -> CardOrder.of(entry).stream())
        .toList();
  }

  /** Only of the timeline that the node is on now. */
  private Optional<Remembered.Promotion> promotion(List<Entry> journal)
      throws IOException, InterruptedException {
    Optional<PromotionNote> asked = PromotionNote.newest(journal, json);
    if (asked.isEmpty() || !Files.exists(host.control().readable())) {
      return Optional.empty();
    }
    PromotionNote note = asked.get();
    int timeline = DiskTimeline.of(host);
    return HistoryFile.read(host.data().wal(), timeline)
        .filter(history -> history.parent() == note.timeline() && timeline > note.timeline())
        .filter(history -> isOfTimeline(timeline, note, journal))
        .map(history -> promotion(note, timeline, history, journal));
  }

  /** A restore may have left the same timeline since, and is no promotion. */
  private static boolean isOfTimeline(int timeline, PromotionNote note, List<Entry> journal) {
    return journal.stream()
        .filter(entry -> entry.did().equals(PromotionNote.DONE))
        .filter(entry -> !entry.at().isBefore(note.at()))
        .allMatch(entry -> Integer.toString(timeline).equals(entry.facts().get("timeline")));
  }

  private Remembered.Promotion promotion(
      PromotionNote note, int timeline, HistoryFile history, List<Entry> journal) {
    List<Entry> since = journal.stream().filter(entry -> !entry.at().isBefore(note.at())).toList();
    return new Remembered.Promotion(
        note.proof(),
        new Promoted(
            host.ref().node(),
            note.proof().systemIdentifier(),
            timeline,
            history.fork(),
            promotedAt(since).orElse(note.at()),
            SynchronousNames.taken(journal)),
        note.timeline(),
        note.token(),
        since.stream().anyMatch(Security::isTold));
  }

  private static Optional<Instant> promotedAt(List<Entry> since) {
    return since.stream()
        .filter(entry -> entry.did().equals(PromotionNote.DONE))
        .map(Entry::at)
        .findFirst();
  }
}
