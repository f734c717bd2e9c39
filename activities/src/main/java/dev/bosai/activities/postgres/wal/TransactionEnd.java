package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What WAL says when a transaction ends.
 *
 * @param committed whether it committed; else it was rolled back
 * @param xids its id, then those of its subtransactions, whose records carry ids of their own
 * @param at when, by the server's clock
 * @param lsn where the record begins
 * @param dropped files it removed, as WAL names them
 */
public record TransactionEnd(
    boolean committed, List<String> xids, Instant at, Lsn lsn, List<Relation> dropped) {
  private static final int SECONDS = "2026-11-23 21:55:28".length();
  private static final String SUBTRANSACTIONS = "; subxacts: ";
  private static final String FILES = "; rels: ";

  /**
   * Reads a record; empty if it ends no transaction.
   *
   * @throws IllegalStateException if it does and has no time
   */
  public static Optional<TransactionEnd> parse(WalRecord record) {
    if (!record.manager().equals("Transaction")) {
      return Optional.empty();
    }
    String operation = record.operation();
    return switch (operation) {
      case "COMMIT", "ABORT" -> Optional.of(ended(record, operation, record.xid()));
      case "COMMIT_PREPARED", "ABORT_PREPARED" ->
          Optional.of(ended(record, operation, prepared(record, operation)));
      // Preparing is no end, and assignments are repeated by the commit.
      default -> Optional.empty();
    };
  }

  /** Returns its id. */
  public String xid() {
    return xids.get(0);
  }

  private static TransactionEnd ended(WalRecord record, String operation, String xid) {
    List<String> xids = new ArrayList<>();
    xids.add(xid);
    xids.addAll(words(record.description(), SUBTRANSACTIONS));
    return new TransactionEnd(
        operation.startsWith("COMMIT"),
        xids,
        time(record.description()),
        record.lsn(),
        words(record.description(), FILES).stream().flatMap(Relation::ofFile).toList());
  }

  /** Of a prepared one, the record carries no id of its own. */
  private static String prepared(WalRecord record, String operation) {
    int from = operation.length() + 1;
    return record.description().substring(from, record.description().indexOf(':', from));
  }

  /** There may be millions of them, so no pattern is matched. */
  private static Instant time(String description) {
    int zone = description.indexOf(" UTC");
    int dot = description.lastIndexOf('.', zone);
    int begin = (dot < zone - 7 ? zone : dot) - SECONDS;
    if (zone < 0 || begin < 0) {
      throw new IllegalStateException("end of a transaction without a time: " + description);
    }
    String text = description.substring(begin, zone).replace(' ', 'T');
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static List<String> words(String description, String label) {
    int from = description.indexOf(label);
    if (from < 0) {
      return List.of();
    }
    int begin = from + label.length();
    int end = description.indexOf(';', begin);
    return List.of(
        description.substring(begin, end < 0 ? description.length() : end).strip().split(" +", -1));
  }
}
