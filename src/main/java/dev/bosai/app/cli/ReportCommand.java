package dev.bosai.app.cli;

import dev.bosai.app.cli.text.ReportText;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.KeptReport;
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
      "  bosai report shop@7f3k --keep /srv/evidence/7f3k",
      "  bosai report shop --json"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Surroundings surroundings;
  private final Systems systems;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Mixin private JsonOption json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page that stands by itself.")
  private @Nullable Path html;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description =
          "Write the page, the JSON and the lists of lost ids where they outlive the system.")
  private @Nullable Path keep;

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
      if (keep != null) {
        kept(keep, run, proof, now);
      }
      Output output = new Output(spec);
      if (json.asked()) {
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
    if (html == null && keep == null) {
      output.line(
          "next: the same as a page: bosai report " + options.name() + " --html report.html");
    }
    if (html != null) {
      output.line("written: " + surroundings.directory().resolve(html));
    }
    if (keep != null) {
      output.line("kept: " + surroundings.directory().resolve(keep).resolve(KeptReport.PAGE));
    }
  }

  private static PlanProof proof(RunSnapshot run, Optional<RunInput> input) {
    return PlanProof.of(
        run.header().planSha256(),
        input.map(RunInput::planSha256).orElse(null),
        input.map(RunInput::plan).map(PlanDigest::sha256).orElse(null));
  }

  private void kept(Path folder, RunSnapshot run, PlanProof proof, Instant now) {
    Path target = surroundings.directory().resolve(folder);
    try {
      new KeptReport(target).keep(run, proof, now);
    } catch (IOException error) {
      throw unwritable(target, "--keep", error);
    }
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
      throw unwritable(target, "--html", error);
    }
  }

  private static Fault unwritable(Path target, String option, IOException error) {
    return new Fault(
        Blame.ENVIRONMENT,
        "the report cannot be written to \"" + target + "\": " + error.getMessage(),
        "name another place with " + option,
        error);
  }
}
