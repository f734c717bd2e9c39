package dev.bosai.app.bench.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * One recovery, judged.
 *
 * @param scenario what was broken
 * @param number counts within the scenario from 1
 * @param outageMs from the last acknowledgement on the old timeline to the first on the new one,
 *     read from the probe's ledger, in milliseconds; -1 if it could not be read
 * @param lostRows acknowledged rows that are missing: the probe's after a kill, the three clients'
 *     after a hang
 * @param lostCommits commits past the fork on the dead node's disk; -1 where that was not read
 * @param expectations all that were judged
 * @param note what else a reader needs to do the same again; empty if nothing
 */
public record Proof(
    Scenario scenario,
    int number,
    long outageMs,
    int lostRows,
    int lostCommits,
    List<Expectation> expectations,
    String note) {

  /** Makes one that needs no note. */
  Proof(
      Scenario scenario,
      int number,
      long outageMs,
      int lostRows,
      int lostCommits,
      List<Expectation> expectations) {
    this(scenario, number, outageMs, lostRows, lostCommits, expectations, "");
  }

  /** Makes the proof of a run that could not be carried through. */
  static Proof broken(Scenario scenario, int number, String why) {
    return new Proof(
        scenario,
        number,
        -1,
        0,
        -1,
        List.of(Expectation.that("the run could be carried through", false, why)));
  }

  /** Returns the same, held to more. */
  Proof and(List<Expectation> more) {
    List<Expectation> all = new ArrayList<>(expectations);
    all.addAll(more);
    return new Proof(scenario, number, outageMs, lostRows, lostCommits, all, note);
  }

  /** Returns the same with a note. */
  Proof noted(String text) {
    return new Proof(scenario, number, outageMs, lostRows, lostCommits, expectations, text);
  }

  /** Returns whether all was as it must be. */
  public boolean held() {
    return violated().isEmpty();
  }

  /** Returns what was not. */
  public List<Expectation> violated() {
    return expectations.stream().filter(expectation -> !expectation.held()).toList();
  }

  /** Writes it as one line. */
  String line() {
    return "%s %d%s: outage %d ms, %d rows lost%s, %d of %d expectations held"
        .formatted(
            scenario,
            number,
            note.isEmpty() ? "" : " (" + note + ")",
            outageMs,
            lostRows,
            lostCommits < 0 ? "" : ", " + lostCommits + " commits past the fork",
            expectations.size() - violated().size(),
            expectations.size());
  }
}
