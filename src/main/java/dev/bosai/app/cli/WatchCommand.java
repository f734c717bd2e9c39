package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Changes;
import dev.bosai.app.cli.text.StatusText;
import dev.bosai.app.report.Spans;
import dev.bosai.app.report.StatusJson;
import dev.bosai.app.run.Following;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows a run: a live picture on a terminal, plain lines elsewhere. */
@Command(
    name = "watch",
    description = "Follows a run until it ends: a live view on a terminal, plain lines elsewhere.",
    footer = {
      "",
      "On a terminal it stays while the run waits for a person; Ctrl-C leaves the run running.",
      "Elsewhere nobody could answer, so it ends with code 5 and prints what to type, unless",
      "--keep-waiting is given.",
      "",
      "Examples:",
      "  bosai watch shop",
      "  bosai watch shop --until=protected | tee incident.log"
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration SILENCE_WORTH_TELLING = Duration.ofSeconds(2);
  private static final int WIDTH = 100;

  private final Surroundings surroundings;
  private final Systems systems;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;

  @Option(
      names = "--until",
      paramLabel = "restored|done|protected",
      description =
          "Stay until the service answers, the run has ended (default), or redundancy is back.")
  private Until until = Until.DONE;

  @Option(
      names = "--keep-waiting",
      description = "Stay while the run waits, without a terminal, too.")
  private boolean keepWaiting;

  @Option(names = "--plain", description = "Plain lines on a terminal, too.")
  private boolean plain;

  @Option(names = "--json", description = "One line of JSON for each change, as status prints it.")
  private boolean json;

  @Option(
      names = "--in-demo",
      hidden = true,
      description = "Ctrl-C ends the run too, since all of the lab is taken down.")
  private boolean inDemo;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.systems = new Systems(surroundings);
  }

  @Override
  public Integer call() {
    SystemFile system = systems.of(options.name(), options.system());
    try (Runs runs = systems.runs(system)) {
      RunSnapshot run = runs.reader().read(options.name());
      Following following = new Following(runs.reader(), surroundings.clock());
      boolean live = surroundings.terminal() && !plain && !json;
      RunSnapshot last = live ? live(run, following, runs) : lines(run, following, runs);
      return Outcome.code(last);
    }
  }

  private RunSnapshot live(RunSnapshot first, Following following, Runs runs) {
    TerminalSize size = new TerminalSize(surroundings.clock());
    Attendance attendance = new Attendance(runs.pollers(), surroundings.clock());
    String name = first.header().run();
    RunSnapshot run = first;
    String parting =
        inDemo ? "" : "run \"" + name + "\" goes on; \"bosai watch " + name + "\" follows it again";
    try (LiveScreen screen = new LiveScreen(spec.commandLine().getOut(), parting)) {
      while (!until.reached(run)) {
        screen.draw(picture(run, size, last(following, attendance.missing(run))));
        run = following.next(run);
      }
    }
    Output output = new Output(spec);
    Instant now = surroundings.clock().instant();
    output.lines(new StatusText(surroundings.style(), WIDTH).lines(run, now));
    output.next(run);
    return run;
  }

  private List<String> picture(RunSnapshot run, TerminalSize size, String last) {
    StatusText text = new StatusText(surroundings.style(), size.columns());
    Instant now = surroundings.clock().instant();
    List<String> full = new ArrayList<>(text.lines(run, now));
    List<String> brief = new ArrayList<>(text.brief(run, now));
    full.addAll(List.of("", last));
    brief.addAll(List.of("", last));
    return size.fitting(full, brief);
  }

  private String last(Following following, Optional<String> noWorker) {
    if (following.silence().compareTo(SILENCE_WORTH_TELLING) > 0) {
      String away = "Temporal has not answered for " + Spans.words(following.silence());
      return surroundings.style().bad(away + "; the run goes on as soon as it is back");
    }
    return noWorker
        .map(sentence -> surroundings.style().bad(sentence + "; start one with \"bosai worker\""))
        .orElse(
            surroundings
                .style()
                .faint(
                    inDemo
                        ? "Ctrl-C ends the demo and takes everything down"
                        : "Ctrl-C leaves this view; the run goes on"));
  }

  private RunSnapshot lines(RunSnapshot first, Following following, Runs runs) {
    RunSnapshot before = null;
    RunSnapshot run = first;
    tell(before, run);
    try (NoWorker noWorker = NoWorker.asked(runs, run.header().system())) {
      noWorker.ifAny(run, spec);
    }
    while (!until.reached(run) && (keepWaiting || surroundings.terminal() || !until.waits(run))) {
      before = run;
      run = following.next(run);
      tell(before, run);
    }
    return run;
  }

  private void tell(@Nullable RunSnapshot before, RunSnapshot run) {
    List<String> changes = Changes.between(before, run, surroundings.clock().instant());
    Output output = new Output(spec);
    if (!json) {
      output.lines(changes);
    } else if (before == null || !changes.isEmpty()) {
      output.json(StatusJson.of(run, surroundings.clock().instant()));
    }
  }
}
