package dev.bosai.app.cli;

import dev.bosai.app.cli.text.StatusText;
import dev.bosai.app.report.Spans;
import dev.bosai.app.report.StatusJson;
import dev.bosai.app.run.Following;
import dev.bosai.app.run.RunName;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.app.run.Started;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.describe.TerminalPlan;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunInput.Recovered;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the plan, asks, and sets the run going. */
@Command(
    name = "start",
    description = "Shows the plan, asks, and starts the run; one live recovery per system.",
    footer = {
      "",
      "A second start is refused with code 4 and told who holds the system.",
      "",
      "Examples:",
      "  bosai start replica-promotion --system shop --incident-began 2026-11-23T03:14:07+09:00",
      "  bosai start replica-promotion --system lab --yes --json --wait"
    })
final class StartCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final String REPROTECT = "reprotect";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private PlanOptions planned;
  @Mixin private StartOptions options;

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "done",
      paramLabel = "restored|done|protected",
      description =
          "Wait until the service answers, the run has ended (default), or redundancy is"
              + " back; ends earlier if a person is needed.")
  private @Nullable Until wait;

  @Option(
      names = "--json",
      description = "Print JSON: one line for the start, with --wait a second one.")
  private boolean json;

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Plan plan = planned.plan(surroundings);
    options.check(plan, surroundings);
    Starting starting = new Starting(plan.system(), options, surroundings);
    starting.demandMay();
    Systems systems = new Systems(surroundings);
    systems
        .access(plan.system())
        .warning(plan.system().temporal())
        .ifPresent(spec.commandLine().getErr()::println);
    try (Runs runs = systems.runs(plan.system())) {
      runs.starter().mustBeFree(plan);
      RunInput input = input(plan, recovered(plan, runs));
      accept(plan, input);
      Path file = systems.path(planned.system());
      RunInput signed =
          starting.signed(input, new Signing(surroundings, spec.commandLine().getErr(), file));
      Started started = runs.starter().start(signed, options.reason());
      tell(started);
      if (wait == null) {
        tellIfNobodyWorks(runs, plan.system().system());
        return 0;
      }
      return waited(runs, started, wait);
    }
  }

  private void accept(Plan plan, RunInput input) {
    if (options.yes()) {
      return;
    }
    if (!json) {
      new Output(spec).line(TerminalPlan.of(plan));
    }
    String question =
        "Start "
            + plan.runbook().name()
            + " on "
            + plan.system().system()
            + ", accepting a loss of up to "
            + Spans.words(input.acceptedLoss())
            + "?";
    new Questions(surroundings, spec).confirm(question);
  }

  private void tell(Started started) {
    Output output = new Output(spec);
    if (json) {
      output.json(started);
      return;
    }
    output.line("started " + started.run());
    output.line("  watch   bosai watch " + RunName.parse(started.run()).system());
    output.line("  web UI  " + started.ui());
  }

  private void tellIfNobodyWorks(Runs runs, String system) {
    try (NoWorker noWorker = NoWorker.asked(runs, system)) {
      noWorker.tell(spec);
    }
  }

  private int waited(Runs runs, Started started, Until until) {
    Following following = new Following(runs.reader(), surroundings.clock());
    RunSnapshot run = runs.reader().read(RunName.parse(started.run()));
    run = following.until(run, seen -> until.reached(seen) || until.waits(seen));
    Output output = new Output(spec);
    if (json) {
      output.json(StatusJson.of(run, surroundings.clock().instant()));
    } else {
      output.lines(
          new StatusText(surroundings.style(), WIDTH).lines(run, surroundings.clock().instant()));
      output.next(run);
    }
    return Outcome.code(run);
  }

  /** A reprotect that is started by hand goes on from what the latest recovery left. */
  private @Nullable Recovered recovered(Plan plan, Runs runs) {
    return plan.runbook().name().equals(REPROTECT)
        ? runs.leftBehind()
            .of(
                plan.system(),
                plan.inputs().getOrDefault("database", ""),
                options.who(surroundings))
        : null;
  }

  private RunInput input(Plan plan, @Nullable Recovered recovered) {
    Optional<Plan> reprotect = reprotect(plan);
    Duration accepted = options.acceptedLoss(plan);
    return new RunInput(
        plan,
        PlanDigest.sha256(plan),
        RunIdMaker.next(new SecureRandom()),
        options.who(surroundings),
        options.incidentBegan(surroundings.clock()),
        accepted,
        reprotect.orElse(null),
        reprotect.map(PlanDigest::sha256).orElse(""),
        recovered);
  }

  /**
   * The run that brings redundancy back starts by itself, so its plan is fixed together with this
   * one.
   */
  private Optional<Plan> reprotect(Plan plan) {
    return Steps.all(plan.runbook().steps())
        .filter(Reprotect.class::isInstance)
        .map(Reprotect.class::cast)
        .findFirst()
        .map(step -> reprotect(plan, step.database()));
  }

  private Plan reprotect(Plan plan, String database) {
    return PlanResolver.resolve(
        new RunbookFiles(surroundings).read(REPROTECT),
        plan.system(),
        Map.of("database", database),
        surroundings.clock().instant());
  }
}
