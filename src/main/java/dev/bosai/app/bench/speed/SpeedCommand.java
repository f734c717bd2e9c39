package dev.bosai.app.bench.speed;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Machine;
import dev.bosai.app.bench.MarkdownPart;
import dev.bosai.app.bench.Spread;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.Replication;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how quick the engine is, beside a bare script. */
@Command(
    name = "speed",
    description = "Measures how quick the engine is, side by side with a bare script.",
    footer = {"", "Example:", "  bosai bench speed --runs 5 --out docs/proof.md"})
public final class SpeedCommand implements Runnable {
  private static final int BASE_PORT = 26_600;
  private static final double AIM_BEYOND_MS = 500;
  private static final double AIM_STEP_MS = 15;
  private static final double AIM_NEXT_ATTEMPT_MS = 4000;
  private static final double AIM_STATUS_MS = 1000;
  private static final double AIM_WORKER_MIB = 256;

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each measurement, each promotion on a fresh lab; default: 3.")
  private int runs;

  @Option(names = "--out", paramLabel = "FILE", description = "Markdown file to write into.")
  private @Nullable Path out;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "" + BASE_PORT,
      description = "The first of the labs' ports, 26600 by default.")
  private int basePort;

  @Override
  public void run() {
    List<PromotionRace.Times> races = new ArrayList<>();
    List<Double> nextAttempts = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    String machine = "";
    for (int n = 0; n < runs; n++) {
      try (BenchLab bench =
          BenchLab.up(new LabRequest(Replication.ASYNC, 0L, basePort, null, null))) {
        machine = Machine.describe(bench.lab().settings());
        races.add(new PromotionRace(bench).run());
        say("promotion " + (n + 1) + ": " + races.get(n));
        nextAttempts.add(new Steps(bench).afterKill());
        if (n == runs - 1) {
          results.addAll(onOneLab(bench));
        }
      }
    }
    results.add(0, beyond(races));
    results.add(
        1,
        new Result(
            "SIGKILL of a worker → its step's next attempt",
            "ms",
            AIM_NEXT_ATTEMPT_MS,
            nextAttempts));
    report(machine, races, results);
  }

  private List<Result> onOneLab(BenchLab bench) {
    Shell shell = new Shell(bench);
    return List.of(
        new Result(
            "engine's part of a step, over 50 steps",
            "ms",
            AIM_STEP_MS,
            new Steps(bench).overhead(runs)),
        new Result(
            "`bosai status` from the shell, launcher included",
            "ms",
            AIM_STATUS_MS,
            shell.status(runs)),
        new Result("memory of a worker (RSS)", "MiB", AIM_WORKER_MIB, shell.workers()));
  }

  private static Result beyond(List<PromotionRace.Times> races) {
    return new Result(
        "write outage of a promotion beyond the bare script",
        "ms",
        AIM_BEYOND_MS,
        races.stream().map(PromotionRace.Times::beyond).toList());
  }

  private void report(String machine, List<PromotionRace.Times> races, List<Result> results) {
    List<String> text = new ArrayList<>();
    text.add("## Speed");
    text.add("");
    text.add(
        "`bosai bench speed --runs %d`, %s, on %s."
            .formatted(runs, LocalDate.now(ZoneOffset.UTC), machine));
    text.add("");
    text.add("| Measured | Aim, in every run | Min / median / max | Runs | |");
    text.add("|---|---|---|---|---|");
    results.forEach(result -> text.add(result.row()));
    text.add("");
    text.add(
        "Write outage as a client sees it, T0 = the run's first history event, the script's exec:");
    text.add("");
    text.add("| | Min / median / max ms |");
    text.add("|---|---|");
    text.add("| Bosai | " + spread(races.stream().map(PromotionRace.Times::bosai).toList()) + " |");
    text.add(
        "| bare script | " + spread(races.stream().map(PromotionRace.Times::bare).toList()) + " |");
    text.forEach(this::say);
    if (out != null) {
      new MarkdownPart(out, "bench speed").write(String.join("\n", text));
    }
  }

  private static String spread(List<Double> figures) {
    return Spread.of(figures).text(0);
  }

  private void say(String line) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(line);
    screen.flush();
  }
}
