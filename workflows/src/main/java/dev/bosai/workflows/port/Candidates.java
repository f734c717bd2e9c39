package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of which one may be the mistake.
 *
 * @param from the oldest moment that was looked at
 * @param to the newest moment that was looked at
 * @param timeline they were found on
 * @param found in the order of their commits
 * @param missing what could not be read, one sentence; empty if all was
 */
public record Candidates(
    Instant from, Instant to, int timeline, List<Candidate> found, String missing) {

  /**
   * One committed transaction.
   *
   * @param xid its id, without epoch
   * @param at commit time
   * @param first where its first record begins
   * @param commit where its commit record begins
   * @param kind the heaviest of {@code drop}, {@code truncate}, {@code alter}, {@code create},
   *     {@code delete}, {@code update}, {@code insert}
   * @param tables what it changed, the most rows first
   * @param target what to ask for in order to go back to just before it
   */
  public record Candidate(
      String xid,
      @Nullable Instant at,
      Lsn first,
      Lsn commit,
      String kind,
      List<Table> tables,
      String target) {}

  /**
   * What a transaction did to one table.
   *
   * @param name {@code schema.table}, or as WAL names it where that is unknown
   * @param inserted rows
   * @param updated rows
   * @param deleted rows
   * @param dropped whether the table, or its content as a whole, was removed
   */
  public record Table(String name, long inserted, long updated, long deleted, boolean dropped) {}
}
