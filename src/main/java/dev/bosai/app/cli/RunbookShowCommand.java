package dev.bosai.app.cli;

import dev.bosai.runbooks.ShippedRunbooks;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a runbook's own text. */
@Command(
    name = "show",
    description = "Shows the text of a runbook, to read or to start one's own from.",
    footer = {
      "",
      "Examples:",
      "  bosai runbook show                         lists the shipped ones",
      "  bosai runbook show replica-promotion > my-runbook.yaml"
    })
final class RunbookShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUNBOOK",
      description =
          "Name of a shipped runbook, or a file; without one, the shipped ones are listed.")
  private @Nullable String runbook;

  RunbookShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Output output = new Output(spec);
    if (runbook == null) {
      output.lines(ShippedRunbooks.names());
    } else {
      output.text(new RunbookFiles(surroundings).text(runbook));
    }
    return 0;
  }
}
