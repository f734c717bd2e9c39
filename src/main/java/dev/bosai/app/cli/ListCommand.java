package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Table;
import dev.bosai.app.report.Spans;
import dev.bosai.app.report.StatusJson;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists a system's runs. */
@Command(
    name = "list",
    description = "Lists a system's runs, newest first.",
    footer = {"", "Examples:", "  bosai list --system shop", "  bosai list --system lab --json"})
final class ListCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Surroundings surroundings;
  private final Systems systems;

  @Spec private CommandSpec spec;

  @Mixin private SystemOption system;

  @Option(names = "--json", description = "Print one line of JSON for each run, as status does.")
  private boolean json;

  ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.systems = new Systems(surroundings);
  }

  @Override
  public Integer call() {
    SystemFile file = system.read(systems);
    try (Runs runs = systems.runs(file)) {
      List<RunSnapshot> found = runs.reader().list(file.system());
      Output output = new Output(spec);
      Instant now = surroundings.clock().instant();
      if (json) {
        found.forEach(run -> output.json(StatusJson.of(run, now)));
      } else if (found.isEmpty()) {
        output.line("system \"" + file.system() + "\" has no runs");
      } else {
        output.lines(table(found, now));
      }
      return 0;
    }
  }

  private static List<String> table(List<RunSnapshot> runs, Instant now) {
    Table table = new Table(WIDTH).row("run", "runbook", "state", "started", "clock", "what");
    for (RunSnapshot run : runs) {
      table.row(
          run.header().run(),
          run.header().runbook(),
          run.header().state().word(),
          Spans.day(run.header().startedAt()),
          Spans.words(run.elapsed(now)),
          run.header().sentence());
    }
    return table.lines();
  }
}
