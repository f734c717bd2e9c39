package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Tells the ends of transactions between the other records of a story, each in its place. */
final class Ends {
  private final WalWalk walk;
  private final Story story;
  private @Nullable TransactionEnd next;

  /**
   * Stands before the first one.
   *
   * @param walk finds them; once it has gone astray, nothing more is told
   */
  Ends(WalWalk walk, Story story) throws IOException {
    this.walk = walk;
    this.story = story;
    this.next = following();
  }

  /**
   * Tells a record that is none, and before it what ended up to there. A program that was asked for
   * other records may show these too.
   */
  void add(WalRecord record) {
    if (record.manager().equals(Story.TRANSACTION)) {
      return;
    }
    try {
      tell(new Lsn(record.lsn().bytes() - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!walk.astray()) {
      story.add(record);
    }
  }

  /**
   * Tells the rest.
   *
   * @param last where the last record begins at most; null if none does
   */
  void finish(@Nullable Lsn last) throws IOException {
    if (last != null) {
      tell(last);
    }
  }

  private void tell(Lsn last) throws IOException {
    while (next != null && next.lsn().compareTo(last) <= 0) {
      story.add(next);
      next = following();
    }
  }

  private @Nullable TransactionEnd following() throws IOException {
    while (walk.next()) {
      TransactionEnd end = walk.end().orElse(null);
      if (end != null) {
        return end;
      }
    }
    return null;
  }
}
