package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes proofs as a Markdown table and what was violated under it. */
final class ProofText {
  private static final String HEAD =
      """
      | Scenario | Runs | Outage ms, min / median / max | Lost rows, min / median / max | Commits past the fork, min / median / max | All expectations held |
      |---|---|---|---|---|---|""";

  private ProofText() {}

  static List<String> lines(Map<Scenario, List<Proof>> proofs) {
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    proofs.forEach((scenario, runs) -> lines.add(row(scenario, runs)));
    lines.add("");
    proofs.values().stream().flatMap(List::stream).forEach(proof -> violations(proof, lines));
    lines.addAll(claims(proofs));
    return lines;
  }

  private static String row(Scenario scenario, List<Proof> runs) {
    long held = runs.stream().filter(Proof::held).count();
    return "| %s | %d | %s | %s | %s | %s |"
        .formatted(
            scenario.title(),
            runs.size(),
            spread(runs, Proof::outageMs),
            spread(runs, Proof::lostRows),
            scenario.hang() == null ? spread(runs, Proof::lostCommits) : "–",
            held == runs.size() ? "yes" : "**no**, in " + held + " of " + runs.size());
  }

  private static String spread(List<Proof> runs, ToDoubleFunction<Proof> figure) {
    List<Double> known =
        runs.stream().mapToDouble(figure).filter(value -> value >= 0).boxed().toList();
    return known.isEmpty() ? "–" : Spread.of(known).text(0);
  }

  private static void violations(Proof proof, List<String> lines) {
    proof
        .violated()
        .forEach(
            expectation ->
                lines.add("- " + proof.scenario() + " " + proof.number() + " " + expectation));
  }

  private static List<String> claims(Map<Scenario, List<Proof>> proofs) {
    List<String> lines = new ArrayList<>(List.of("", "What each run was held to:", ""));
    proofs.forEach(
        (scenario, runs) -> {
          String claims =
              runs.stream()
                  .filter(run -> run.expectations().size() > 1)
                  .limit(1)
                  .flatMap(run -> run.expectations().stream())
                  .map(Expectation::claim)
                  .collect(Collectors.joining("; "));
          lines.add("- **" + scenario + "**: " + claims + ".");
        });
    return lines;
  }
}
