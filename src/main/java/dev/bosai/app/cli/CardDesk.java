package dev.bosai.app.cli;

import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.CardWork;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.view.RunIds;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What comes before any effect by card: nobody else is at it, and people see how old it is. */
final class CardDesk {
  /** Cards are renewed once an hour; this one was not, and more than its time may be wrong. */
  private static final Duration OLD = Duration.ofHours(3);

  private final Surroundings surroundings;
  private final PrintWriter err;

  CardDesk(Surroundings surroundings, CommandSpec spec) {
    this.surroundings = surroundings;
    this.err = spec.commandLine().getErr();
  }

  /**
   * Opens the work.
   *
   * @throws Fault of refusal if Temporal answers and has a live run of the system
   */
  CardWork open(CardFile file) {
    tell(file.card());
    requireNoRun(file.card().system());
    return HostWork.on(
        "opening the node", () -> new CardWork(file, new Secrets(surroundings.environment())));
  }

  private void tell(Card card) {
    Duration age = Duration.between(card.madeAt(), surroundings.clock().instant());
    Card.Known known = card.known();
    err.println(
        "card of \"%s\", made at %s, %s ago: \"%s\" was the primary, on timeline %d; %s"
            .formatted(
                card.node().node(),
                card.madeAt(),
                Spans.words(age),
                known.primary(),
                known.timeline(),
                known.behind()));
    if (age.compareTo(OLD) > 0) {
      err.println(
          surroundings
              .style()
              .bad(
                  "OLD CARD: primary, nodes, route and people may have changed since; look before"
                      + " every step"));
    }
    err.flush();
  }

  private void requireNoRun(SystemFile system) {
    try (Runs runs = new Systems(surroundings).runs(system)) {
      Optional<RunSnapshot> live =
          runs.reader()
              .holder(RunIds.recovery(system.system()))
              .filter(run -> !run.header().state().ended());
      if (live.isPresent()) {
        throw new Fault(
            Blame.REFUSED,
            "run \""
                + live.get().header().run()
                + "\" is live; a card is for when Temporal is gone",
            "\"bosai status " + system.system() + "\" shows it");
      }
      err.println(
          "temporal answers and knows of no live run; \"bosai start\" would do the same under one"
              + " lock");
    } catch (Fault fault) {
      if (fault.blame() != Blame.ENVIRONMENT) {
        throw fault;
      }
      err.println("without temporal: " + fault.getMessage());
    }
    err.flush();
  }
}
