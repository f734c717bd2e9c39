package dev.bosai.app.cli;

import dev.bosai.app.cli.text.CandidatesText;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.BackupJson;
import dev.bosai.app.run.Wanted;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.FindTransactions.Search;
import dev.bosai.workflows.port.Candidates;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the transaction that was the mistake. */
@Command(
    name = "find",
    description = "Finds the transaction that was the mistake, and what to go back to.",
    footer = {
      "",
      "TARGET goes back to just before that transaction; what committed after it is lost.",
      "",
      "Examples:",
      "  bosai backup find --system shop --around 2026-11-25T03:14:07+09:00",
      "  bosai backup find --system shop --around 2026-11-25T03:14:07Z --within 1h --table orders"
    })
final class BackupFindCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final Duration BOUND = Duration.ofHours(1);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  @Option(
      names = "--around",
      required = true,
      paramLabel = "TIME",
      description = "When it happened, as people remember it, with its zone.")
  private String around = "";

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      description = "So long before and after; default: 10m.")
  private String within = "10m";

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only transactions that changed this table.")
  private String table = "";

  BackupFindCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BackupOrder order = options.order(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "FindTransactions",
            "find",
            false,
            order,
            new Search(order, moment(), DurationOption.parse(within), Typed.line("--table", table)),
            "Find transactions around " + around,
            BOUND);
    Candidates found =
        new OrderDesk(surroundings, spec).done(wanted, Candidates.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new BackupJson.Found(order, found));
    } else {
      output.lines(
          new CandidatesText(surroundings.style(), WIDTH).lines(order.system().system(), found));
    }
    return 0;
  }

  private Instant moment() {
    Instant moment = Moment.parse(around);
    if (moment.isAfter(surroundings.clock().instant())) {
      throw new Fault(
          Blame.USAGE,
          "nothing can have happened in the future: \"" + around + "\" is " + moment,
          "check the zone");
    }
    return moment;
  }
}
