package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Fact;
import dev.bosai.runbooks.Placeholders;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.StepTexts;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.runbooks.step.Step;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Every placeholder must name an input or a fact, and every step must have an id of its own. */
final class WordRules {
  private final Runbook runbook;
  private final Report report;

  WordRules(Runbook runbook, Report report) {
    this.runbook = runbook;
    this.report = report;
  }

  void check() {
    Set<String> ids = new HashSet<>();
    Steps.all(runbook.steps())
        .forEach(
            step -> {
              step.accept(texts(step));
              if (!ids.add(step.head().id())) {
                report.problem(
                    step,
                    "the id \"" + step.head().id() + "\" is used twice",
                    "give this step another id");
              }
            });
  }

  private StepTexts texts(Step step) {
    UnaryOperator<String> names = text -> inputs(step, text);
    UnaryOperator<String> prose = text -> facts(step, inputs(step, text));
    return new StepTexts(names, names, prose, UnaryOperator.identity());
  }

  private String inputs(Step step, String text) {
    Set<String> known = runbook.inputs().keySet();
    Placeholders.eachInput(
        text,
        name -> {
          if (!known.contains(name)) {
            String hint =
                known.isEmpty() ? "declare it under \"inputs\"" : Nearest.hint(name, known);
            report.problem(step, "unknown input \"${" + name + "}\"", hint);
          }
        });
    return text;
  }

  private String facts(Step step, String text) {
    Placeholders.eachFact(
        text,
        word -> {
          if (Fact.of(word).isEmpty()) {
            report.problem(
                step, "unknown fact \"{" + word + "}\"", Nearest.hint(word, Fact.words()));
          }
        });
    return text;
  }
}
