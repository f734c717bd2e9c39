package dev.bosai.app.cli;

import dev.bosai.app.cli.text.SalvagedText;
import dev.bosai.app.report.SalvageJson;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.app.run.Wanted;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.salvage.OldTimeline;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes of what a recovery kept of the old timeline rows that people can review. */
@Command(
    name = "salvage",
    description = "Shows as files the rows that only the old timeline of a recovery has.",
    footer = {
      "",
      "A copy of the old directory is read beside it and compared with the primary. The rows are on",
      "the host of the old primary, as CSV and as SQL; nothing is ever brought back by itself.",
      "Whoever asks again gets what was found the first time.",
      "",
      "Examples:",
      "  bosai salvage shop",
      "  bosai salvage shop@7f3k --json",
    })
final class SalvageCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private final Surroundings surroundings;
  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  @Mixin private OldOptions old;
  @Mixin private JsonOption json;

  @Option(names = "--who", paramLabel = "PERSON", description = "Who wants it; default: $USER.")
  private @Nullable String who;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; it stands beside it in Temporal's Web UI.")
  private String reason = "";

  SalvageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Systems systems = new Systems(surroundings);
    String person = who == null ? surroundings.user() : Typed.name("--who", who);
    String why = Typed.line("--reason", reason);
    SystemFile system = systems.of(options.name(), options.system());
    RunSnapshot run;
    OldOptions.Kept kept;
    try (Runs runs = systems.runs(system)) {
      run = runs.reader().read(options.name());
      kept = old.one(runs, run, system);
    }
    BackupOrder order = new BackupOrder(system, kept.database(), person, why);
    Salvaged salvaged =
        new OrderDesk(surroundings, spec).done(wanted(order, kept), Salvaged.class, json.asked());
    print(run, order, salvaged);
    return 0;
  }

  private static Wanted wanted(BackupOrder order, OldOptions.Kept kept) {
    String node = kept.preserved().node();
    return new Wanted(
        Wanted.Area.SALVAGE,
        "SalvageOldTimeline",
        node,
        true,
        order,
        new OldTimeline(order, kept.preserved()),
        "Salvage the rows of \"" + node + "\"",
        null);
  }

  private void print(RunSnapshot run, BackupOrder order, Salvaged salvaged) {
    Output output = new Output(spec);
    String name = run.header().run();
    if (json.asked()) {
      output.json(new SalvageJson.Rows(name, order.database(), salvaged));
    } else {
      output.lines(new SalvagedText(surroundings.style(), WIDTH).lines(name, salvaged));
    }
  }
}
