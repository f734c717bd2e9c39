package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import java.util.List;
import java.util.stream.Stream;

/** The step tree as the list people see: groups first, then what is in them. */
final class Flat {
  private Flat() {}

  static List<Step> of(List<Step> steps) {
    return steps.stream().flatMap(Flat::walk).toList();
  }

  private static Stream<Step> walk(Step step) {
    return Stream.concat(Stream.of(step), children(step).stream().flatMap(Flat::walk));
  }

  private static List<Step> children(Step step) {
    if (step instanceof Parallel parallel) {
      return parallel.steps();
    }
    return step instanceof Phase phase ? phase.steps() : List.of();
  }
}
