package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * One timeline's write-ahead log on a node's disk.
 *
 * @param wal its segments, among others
 * @param timeline whose
 * @param control what the node's control file says
 */
record TimelineLog(WalFolder wal, int timeline, ControlData control) {

  static TimelineLog of(Host host, int timeline) throws IOException, InterruptedException {
    ControlData control = host.controlData();
    return new TimelineLog(
        new WalFolder(host.data().wal(), control.segmentBytes()), timeline, control);
  }

  /** Returns the segments that are on the disk, from the one a position lies in on. */
  List<Long> segmentsFrom(Lsn lsn) throws IOException {
    return wal.segments(timeline).stream().filter(number -> number >= wal.number(lsn)).toList();
  }

  /**
   * Returns what shows that the log goes on past a position where it seems to end, one sentence;
   * empty if nothing does. Damage in the middle of a log looks like its end.
   */
  Optional<String> goesOnPast(Lsn end) throws IOException {
    if (control.timeline() == timeline && control.checkpoint().compareTo(end) >= 0) {
      return Optional.of(
          "WAL cannot be read past %s; the control file names a checkpoint at %s"
              .formatted(end, control.checkpoint()));
    }
    for (long number : segmentsFrom(end)) {
      if (number > wal.number(end) && !Files.exists(wal.file(timeline, wal.number(end)))) {
        return Optional.of(
            "WAL from " + end + " is missing, while \"" + name(number) + "\" is there");
      }
      if (isWrittenPast(end, number)) {
        return Optional.of("WAL cannot be read past " + end + "; \"" + name(number) + "\" goes on");
      }
    }
    return Optional.empty();
  }

  /** Of a later segment the first page would be there too. */
  private boolean isWrittenPast(Lsn end, long number) throws IOException {
    long begin = wal.begin(number).bytes();
    WalPages pages = new WalPages(wal.file(timeline, number), begin, control.walPageBytes());
    if (number > wal.number(end)) {
      return pages.anyWritten(0, pages.pageBytes());
    }
    long into = end.bytes() - begin;
    long next = (into + pages.pageBytes() - 1) / pages.pageBytes() * pages.pageBytes();
    return pages.anyWritten(next, wal.segmentBytes());
  }

  private String name(long number) {
    return String.valueOf(wal.file(timeline, number).getFileName());
  }
}
