package dev.bosai.app.cli;

import dev.bosai.app.cli.text.ReportText;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.PlanProof;
import dev.bosai.app.report.ReportHtml;
import dev.bosai.app.report.ReportJson;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what happened: what was measured, decided and proven. */
@Command(
    name = "report",
    description = "Tells what happened: measured outage and loss, decisions, evidence.",
    footer = {
      "",
      "Examples:",
      "  bosai report shop",
      "  bosai report shop@7f3k --html recovery.html",
      "  bosai report shop --json"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Surroundings surroundings;
  private final Systems systems;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(names = "--json", description = "Print one line of JSON; docs/json.md describes it.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page that stands by itself.")
  private @Nullable Path html;

  ReportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.systems = new Systems(surroundings);
  }

  @Override
  public Integer call() {
    SystemFile system = systems.of(options.name(), options.system());
    try (Runs runs = systems.runs(system)) {
      RunSnapshot run = runs.reader().read(options.name());
      PlanProof proof = proof(run, runs.planOfRecord().input(run));
      Instant now = surroundings.clock().instant();
      if (html != null) {
        write(html, new ReportHtml(run, proof, now).page());
      }
      Output output = new Output(spec);
      if (json) {
        output.json(ReportJson.of(run, proof, now));
      } else {
        output.lines(new ReportText(surroundings.style(), WIDTH).lines(run, now));
        told(output);
      }
      return Outcome.code(run);
    }
  }

  private void told(Output output) {
    output.line("");
    output.line(
        html == null
            ? "next: the same as a page: bosai report " + options.name() + " --html report.html"
            : "written: " + surroundings.directory().resolve(html));
  }

  private static PlanProof proof(RunSnapshot run, Optional<RunInput> input) {
    return PlanProof.of(
        run.header().planSha256(),
        input.map(RunInput::planSha256).orElse(null),
        input.map(RunInput::plan).map(PlanDigest::sha256).orElse(null));
  }

  private void write(Path file, String page) {
    Path target = surroundings.directory().resolve(file);
    try {
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(target, page);
    } catch (IOException error) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the report cannot be written to \"" + target + "\": " + error.getMessage(),
          "name another file with --html",
          error);
    }
  }
}
