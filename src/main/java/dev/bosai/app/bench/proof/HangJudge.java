package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.Sql;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what three clients had acknowledged around a promotion.
 *
 * @param fork of the new timeline; its history file was written at the promotion
 * @param clients in the order route, open session, new session
 */
record HangJudge(Fork fork, List<WritingClient> clients) {
  private static final String ROWS = "select id from proof_writes";

  /**
   * Judges everything.
   *
   * @param primary the new one
   */
  List<Expectation> judge(Sql primary) {
    List<WritingClient.Acknowledged> late =
        all().stream()
            .filter(row -> row.timeline() == fork.parent() && row.at().isAfter(fork.at()))
            .toList();
    Set<String> present = new TreeSet<>(primary.rows(ROWS));
    List<WritingClient.Acknowledged> gone =
        all().stream()
            .filter(row -> row.timeline() > fork.parent() && !present.contains(row.id()))
            .toList();
    return List.of(
        Expectation.that(
            "nothing was acknowledged on the old timeline after the promotion",
            late.isEmpty(),
            late.size() + " of " + all().size() + " acknowledgements"),
        Expectation.that(
            "everything acknowledged on the new timeline is on the new primary",
            gone.isEmpty(),
            gone.size() + " are not"),
        wentOn());
  }

  /** Returns the rows acknowledged on the old timeline that the new primary has not. */
  Set<String> lost(Sql primary) {
    Set<String> lost = new TreeSet<>();
    all().stream()
        .filter(row -> row.timeline() == fork.parent())
        .forEach(row -> lost.add(row.id()));
    lost.removeAll(new TreeSet<>(primary.rows(ROWS)));
    return lost;
  }

  private Expectation wentOn() {
    long after =
        clients.get(0).acknowledged().stream()
            .filter(row -> row.timeline() > fork.parent())
            .count();
    return Expectation.that(
        "the client through the route went on",
        after > 0,
        after + " acknowledgements on the new timeline");
  }

  private List<WritingClient.Acknowledged> all() {
    return clients.stream().flatMap(client -> client.acknowledged().stream()).toList();
  }
}
