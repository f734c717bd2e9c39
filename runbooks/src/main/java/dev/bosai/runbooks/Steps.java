package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Walks a tree of steps. */
public final class Steps {
  private Steps() {}

  /** Returns every step of the tree, a group before its own steps. */
  public static Stream<Step> all(List<Step> steps) {
    return steps.stream().flatMap(step -> Stream.concat(Stream.of(step), all(inside(step))));
  }

  /** Returns the steps of a group; none for any other step. */
  public static List<Step> inside(Step step) {
    if (step instanceof Parallel group) {
      return group.steps();
    }
    return step instanceof Phase group ? group.steps() : List.of();
  }

  /** Returns the database a step works on, as it is written; empty for kinds that work on none. */
  public static Optional<String> database(Step step) {
    List<String> found = new ArrayList<>();
    UnaryOperator<String> keep = UnaryOperator.identity();
    UnaryOperator<String> note =
        database -> {
          found.add(database);
          return database;
        };
    step.accept(new StepTexts(note, keep, keep, UnaryOperator.identity()));
    return found.stream().findFirst();
  }
}
