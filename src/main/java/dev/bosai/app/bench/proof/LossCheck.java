package dev.bosai.app.bench.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.bench.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what a report says was lost with what the dead node's copy and the new primary hold.
 *
 * @param wal the dead node's log past the fork
 * @param acknowledged ids of all probe rows acknowledged on the old timeline
 * @param report of the run
 */
record LossCheck(WalDump wal, Set<String> acknowledged, JsonNode report) {
  private static final int ENOUGH = 10;
  private static final String PROBE_ROWS = "select id from bosai.probe";
  // A sequence may hand a lost number out again, so the time tells orders apart.
  private static final String ORDERS = "select id || ' ' || placed_at from orders";
  private static final String ORDERS_FILE = "select pg_relation_filenode('orders')";

  /**
   * What a check found.
   *
   * @param rows acknowledged probe rows that the new primary has not
   * @param expectations all that were judged
   */
  record Found(int rows, List<Expectation> expectations) {}

  static LossCheck of(WalDump wal, Set<Long> acknowledged, JsonNode report) {
    return new LossCheck(
        wal, acknowledged.stream().map(String::valueOf).collect(Collectors.toSet()), report);
  }

  /**
   * Judges everything.
   *
   * @param dead the server on the dead node's copy
   * @param primary the new primary
   * @param expected how much must have been lost
   */
  Found judge(Sql dead, Sql primary, Scenario.Loss expected) {
    Set<String> lost = missing(PROBE_ROWS, dead, primary);
    lost.retainAll(acknowledged);
    List<Expectation> all = new ArrayList<>();
    enough(lost.size(), expected).ifPresent(all::add);
    all.addAll(rows(lost, primary));
    all.addAll(commits());
    all.addAll(otherTables(dead, primary));
    return new Found(lost.size(), List.copyOf(all));
  }

  private static Optional<Expectation> enough(int lost, Scenario.Loss expected) {
    return switch (expected) {
      case SOME ->
          Optional.of(
              Expectation.that(
                  "at least 10 acknowledged rows are lost", lost >= ENOUGH, "" + lost));
      case NONE ->
          Optional.of(Expectation.that("no acknowledged row is lost", lost == 0, "" + lost));
      case ANY -> Optional.empty();
    };
  }

  private List<Expectation> rows(Set<String> lost, Sql primary) {
    Set<String> byLedger = new TreeSet<>(acknowledged);
    byLedger.removeAll(new TreeSet<>(primary.rows(PROBE_ROWS)));
    Reported probe = Reported.of(report, "probe");
    Set<String> reported = new TreeSet<>(probe.lines());
    return List.of(
        Expectation.that(
            "every acknowledged row is on the dead node's disk or on the new primary",
            lost.equals(byLedger),
            lost.size() + " missing by the disk, " + byLedger.size() + " by the ledger"),
        Expectation.same("count of lost probe rows", lost.size(), probe.count()),
        Expectation.that(
            "ids of lost probe rows equal the report's",
            lost.equals(reported),
            ids(lost, reported)),
        probe.readable("lost probe rows"));
  }

  private List<Expectation> commits() {
    Reported reported = Reported.of(report, "wal");
    return List.of(
        Expectation.same("count of commits past the fork", wal.commits().size(), reported.count()),
        Expectation.that(
            "transaction ids past the fork equal the report's",
            wal.commits().equals(reported.ids()),
            ids(wal.commits(), reported.ids())),
        reported.readable("lost commits"));
  }

  private List<Expectation> otherTables(Sql dead, Sql primary) {
    long listed =
        Reported.of(report, "wal").lines().stream()
            .filter(line -> line.contains("\"public.orders\""))
            .count();
    int inserted = wal.insertedInto(dead.value(ORDERS_FILE)).size();
    return List.of(
        Expectation.same("lost commits that wrote \"orders\", listed by name", inserted, listed),
        Expectation.same("lost rows of \"orders\"", missing(ORDERS, dead, primary).size(), listed));
  }

  private static Set<String> missing(String statement, Sql dead, Sql primary) {
    Set<String> missing = new TreeSet<>(dead.rows(statement));
    missing.removeAll(new TreeSet<>(primary.rows(statement)));
    return missing;
  }

  private static String ids(Set<String> checker, Set<String> report) {
    return "checker " + range(checker) + ", report " + range(report);
  }

  private static String range(Set<String> ids) {
    List<Long> sorted = ids.stream().map(Long::valueOf).sorted().toList();
    return sorted.isEmpty() ? "none" : sorted.get(0) + "…" + sorted.get(sorted.size() - 1);
  }
}
