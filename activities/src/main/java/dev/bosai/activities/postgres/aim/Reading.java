package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The WAL that follows a backup, read once from its start to its end.
 *
 * @param backup it follows
 * @param dump reads it again where that is needed
 * @param story what it told
 * @param damage what kept it from being read on; null if nothing did
 */
record Reading(Backup backup, WalDump dump, Story story, @Nullable Damage damage) {
  /** Reads it. */
  static Reading of(Backup backup, WalDump dump, Search search)
      throws IOException, InterruptedException {
    Story story = new Story(Moment.BEGIN, search);
    List<String> managers = new ArrayList<>(Story.MANAGERS);
    managers.addAll(search.managers());
    WalChain chain = dump.wal().chain();
    Damage damage = dump.tell(chain.from(), chain.end(), managers, story).orElse(null);
    return new Reading(backup, dump, story, damage);
  }

  WalChain chain() {
    return dump.wal().chain();
  }

  /** Returns why it ends although there is more; null if there is no more. */
  @Nullable Broken broken() {
    return damage == null ? chain().broken() : damage.broken();
  }

  /** Returns whether a server that replays from the backup on can stop before or after a record. */
  boolean consistent(Lsn record, boolean inclusive) {
    int past = record.compareTo(backup.stop());
    return inclusive ? past >= 0 : past > 0;
  }

  /**
   * Returns where the first record begins at a position or after it, as far as all before it can be
   * read. From some positions the program finds none, as in the rest of a segment that a switch
   * left unused; so the way there begins at a record.
   *
   * @param near a record that begins before the position
   */
  Optional<Lsn> first(Lsn near, Lsn lsn) throws IOException, InterruptedException {
    return dump.first(near, chain().end(), (begin, xid) -> begin.compareTo(lsn) >= 0)
        .filter(this::readable);
  }

  /** Returns where the newest record begins that can be read; null if there is none. */
  @Nullable Lsn last() throws IOException, InterruptedException {
    if (damage != null) {
      return damage.good();
    }
    Lsn heard = story.last();
    Lsn tail = chain().lastSegment();
    Lsn begin = heard == null || heard.compareTo(tail) < 0 ? tail : heard;
    AtomicReference<@Nullable Lsn> newest = new AtomicReference<>(heard);
    dump.read(begin, chain().end(), List.of(), record -> newest.set(record.lsn()));
    return newest.get();
  }

  /** Says that the target lies past what can be read. */
  Miss outOfReach(String target) {
    Broken why = broken();
    TransactionEnd last = story.now().last();
    boolean reachable = last != null && consistent(last.lsn(), true);
    String point =
        reachable && last != null
            ? "the last recoverable point is the commit of transaction %s at %s"
                .formatted(last.xid(), last.at())
            : "no point after backup \"" + backup.id() + "\" can be reached";
    return new Miss(
        "%s cannot be reached: %s; %s; an older backup needs the same WAL"
            .formatted(target, why == null ? "WAL ends before it" : why.sentence(), point),
        reachable && last != null
            ? "bring that file back from another copy, or ask for \"" + last.at() + "\""
            : "bring that file back from another copy",
        !reachable);
  }

  private boolean readable(Lsn record) {
    return damage == null || (damage.good() != null && record.compareTo(damage.good()) <= 0);
  }
}
