package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.MarkdownPart;
import dev.bosai.app.fault.Blame;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves recoveries on labs of its own. */
@Command(
    name = "proof",
    description =
        "Breaks labs of its own, recovers, and has each run judged by an independent checker.",
    footer = {
      "",
      "Ends with code 3 if any run was not as it must be.",
      "",
      "Examples:",
      "  bosai bench proof --runs 20 --out docs/proof.md",
      "  bosai bench proof --only async",
      "  bosai bench proof --only storm --seed 17"
    })
public final class ProofCommand implements Callable<Integer> {
  private static final int BASE_PORT = 26_400;

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each scenario; default: 1.")
  private int runs;

  @Option(
      names = "--only",
      paramLabel = "SCENARIO",
      split = ",",
      description = "Some of async, sync, hang-postmaster, hang-all, storm; default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the first storm, the next has the next; default: 1.")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "Markdown file to write into.")
  private @Nullable Path out;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "" + BASE_PORT,
      description = "The first of the labs' ports, 26400 by default.")
  private int basePort;

  @Override
  public Integer call() {
    Proofs proofs = new Proofs(basePort, seed, this::tell);
    Map<Scenario, List<Proof>> found = new EnumMap<>(Scenario.class);
    for (Scenario scenario : Scenario.values()) {
      if (only.isEmpty() || only.contains(scenario.toString())) {
        found.put(scenario, proofs.run(scenario, runs));
      }
    }
    List<String> text = new ArrayList<>(header(proofs.machine()));
    text.addAll(ProofText.lines(found));
    text.forEach(this::say);
    if (out != null) {
      new MarkdownPart(out, "bench proof").write(String.join("\n", text));
    }
    return found.values().stream().flatMap(List::stream).allMatch(Proof::held)
        ? Blame.NONE.code()
        : Blame.RUN.code();
  }

  private List<String> header(String machine) {
    return List.of(
        "## Recoveries, judged by a checker that shares no code with the engine",
        "",
        "`bosai bench proof --runs "
            + runs
            + (only.isEmpty() ? "" : " --only " + String.join(",", only))
            + "`, "
            + LocalDate.now(ZoneOffset.UTC)
            + ", on "
            + machine
            + ".",
        "");
  }

  private void tell(Proof proof) {
    say(proof.line());
    proof.violated().forEach(expectation -> say("  " + expectation));
  }

  private void say(String line) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(line);
    screen.flush();
  }
}
