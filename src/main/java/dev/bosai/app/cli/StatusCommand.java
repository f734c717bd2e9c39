package dev.bosai.app.cli;

import dev.bosai.app.cli.text.StatusText;
import dev.bosai.app.report.StatusJson;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows a run; it answers with every worker dead, since it reads the memo alone. */
@Command(
    name = "status",
    description = "Shows where a run stands and what it needs; answers with every worker dead.",
    footer = {
      "",
      "Examples:",
      "  bosai status shop            the live or latest run of the system \"shop\"",
      "  bosai status shop@7f3k --json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Surroundings surroundings;
  private final Systems systems;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Mixin private JsonOption json;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.systems = new Systems(surroundings);
  }

  @Override
  public Integer call() {
    SystemFile system = systems.of(options.name(), options.system());
    try (Runs runs = systems.runs(system);
        NoWorker noWorker = NoWorker.asked(runs, system.system())) {
      RunSnapshot run = runs.reader().read(options.name());
      Instant now = surroundings.clock().instant();
      Output output = new Output(spec);
      if (json.asked()) {
        output.json(StatusJson.of(run, now));
      } else {
        output.lines(new StatusText(surroundings.style(), WIDTH).lines(run, now));
        output.next(run);
        noWorker.ifAny(run, spec);
      }
      return Outcome.code(run);
    }
  }
}
