package dev.bosai.app.bench.move;

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

/** Measures how long clients wait while a healthy primary is moved, beside a bare script. */
@Command(
    name = "switchover",
    description = "Measures the pause of a planned move, side by side with a bare script.",
    footer = {"", "Example:", "  bosai bench switchover --runs 5 --out docs/proof.md"})
public final class SwitchoverCommand implements Runnable {
  private static final int BASE_PORT = 26_700;
  private static final double AIM_BEYOND_MS = 500;

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Moves by each, every pair on a fresh lab; default: 3.")
  private int runs;

  @Option(names = "--out", paramLabel = "FILE", description = "Markdown file to write into.")
  private @Nullable Path out;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "" + BASE_PORT,
      description = "The first of the labs' ports, 26700 by default.")
  private int basePort;

  @Override
  public void run() {
    List<MoveRace.Times> races = new ArrayList<>();
    String machine = "";
    for (int n = 0; n < runs; n++) {
      try (BenchLab bench =
          BenchLab.up(new LabRequest(Replication.ASYNC, 0L, basePort, null, null))) {
        machine = Machine.describe(bench.lab().settings());
        races.add(new MoveRace(bench).run());
        say("move " + (n + 1) + ": " + races.get(n));
      }
    }
    report(machine, races);
  }

  private void report(String machine, List<MoveRace.Times> races) {
    Spread beyond = Spread.of(races.stream().map(MoveRace.Times::beyond).toList());
    List<String> text = new ArrayList<>();
    text.add("## The pause of a planned move");
    text.add("");
    text.add(
        "`bosai bench switchover --runs %d`, %s, on %s."
            .formatted(runs, LocalDate.now(ZoneOffset.UTC), machine));
    text.add("");
    text.add("| Last write on the old primary → first on the new one | Min / median / max ms |");
    text.add("|---|---|");
    text.add("| Bosai | " + spread(races.stream().map(MoveRace.Times::bosai).toList()) + " |");
    text.add("| bare script | " + spread(races.stream().map(MoveRace.Times::bare).toList()) + " |");
    text.add(
        "| Bosai beyond the script, aim ≤ %.0f in every run: %s | %s |"
            .formatted(
                AIM_BEYOND_MS,
                beyond.max() <= AIM_BEYOND_MS ? "met" : "**missed**",
                beyond.text(0)));
    text.add("");
    text.add(
        "Acknowledged writes lost by Bosai's moves: %d."
            .formatted(races.stream().mapToLong(MoveRace.Times::lost).sum()));
    text.forEach(this::say);
    if (out != null) {
      new MarkdownPart(out, "bench switchover").write(String.join("\n", text));
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
