package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a transaction, and by default for its very first record (f21). */
final class TransactionSearch implements Search {
  private final Target.Transaction target;
  private final String xid;
  private @Nullable TransactionEnd found;
  private Moment after = Moment.BEGIN;

  TransactionSearch(Target.Transaction target) {
    this.target = target;
    this.xid = Long.toString(target.xid());
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment with) {
    // A subtransaction may be rolled back while the transaction goes on, which ends later.
    if (end != null && end.xids().contains(xid)) {
      found = end;
      after = with;
    }
  }

  @Override
  public Spot spot(Reading reading) throws IOException, InterruptedException {
    TransactionEnd end = found;
    if (end == null) {
      return notFound(reading);
    }
    if (!end.committed()) {
      return new Miss(
          "transaction %s was rolled back at %s, so nothing of it was ever there"
              .formatted(xid, end.at()),
          "see \"bosai backup find --around TIME\" for those that committed",
          false);
    }
    return target.included() ? included(reading, end) : before(reading, end);
  }

  private Spot notFound(Reading reading) {
    Broken broken = reading.broken();
    return new Miss(
        "transaction %s did not commit in archived WAL since backup \"%s\"%s"
            .formatted(
                xid,
                reading.backup().id(),
                broken == null ? "" : ", as far as it can be read: " + broken.sentence()),
        "see \"bosai backup find --around TIME\" for those that did",
        true);
  }

  private Spot included(Reading reading, TransactionEnd end) {
    if (!reading.consistent(end.lsn(), true)) {
      return tooEarly(reading);
    }
    return new Hit(
        end.lsn(),
        true,
        after,
        "just after the commit of transaction %s at %s".formatted(end.xid(), end.at()),
        true,
        List.of());
  }

  private Spot before(Reading reading, TransactionEnd end)
      throws IOException, InterruptedException {
    Optional<Story.Running> known = reading.story().before(Long.parseLong(end.xid()), end.lsn());
    if (known.isEmpty()) {
      return tooEarly(reading);
    }
    WalDump dump = reading.dump();
    Set<String> xids = Set.copyOf(end.xids());
    Lsn begin =
        dump.first(known.get().lsn(), end.lsn(), (at, one) -> xids.contains(one)).orElse(end.lsn());
    if (!reading.consistent(begin, false)) {
      return tooEarly(reading);
    }
    Story story = new Story(known.get().moment(), (record, ended, before, with) -> {});
    dump.tell(known.get().lsn(), begin, Story.MANAGERS, story);
    Moment moment = story.now();
    long between = after.commits() - 1 - moment.commits();
    return new Hit(begin, false, moment, text(end), true, notes(between));
  }

  private String text(TransactionEnd end) {
    String whole = end.xid().equals(xid) ? "" : " (which " + xid + " is a part of)";
    return "just before the first record of transaction %s%s, which committed at %s"
        .formatted(end.xid(), whole, end.at());
  }

  private static List<String> notes(long between) {
    return between == 0
        ? List.of()
        : List.of(
            (between == 1 ? "1 other transaction" : between + " other transactions")
                + " committed between its first record and its commit, and will be lost too");
  }

  private Spot tooEarly(Reading reading) {
    return new Miss(
        "transaction %s began before backup \"%s\" was complete"
            .formatted(xid, reading.backup().id()),
        "ask for \"xid:" + xid + ":after\" or a later moment",
        true);
  }
}
