package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.system.SystemFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wrong value is the starter's mistake if the starter gave it, and else the file's. */
class InputBlameTest {
  private static final String RUNBOOK =
      """
      runbook: own
      title: Own
      level: L2
      objectives: {rto: 1h, rpo: 0s}
      inputs:
        pause: {type: duration, default: 10s}
        service: {type: service, default: shop}
        note: {type: string, default: ""}
      steps:
        - redeploy: {service: "${service}"}
        - manual: {instructions: "After ${pause}: ${note}"}
      """;

  private final SystemFile lab = Files.labSystem();

  @Test
  void a_default_of_the_wrong_form_is_refused_where_it_stands() {
    assertThatThrownBy(() -> plan(RUNBOOK.replace("10s", "soon"), Map.of()))
        .isInstanceOf(InvalidFile.class)
        .hasMessage(
            """
            own.yaml:6:36: "default" is "soon", expected a duration
              HINT: write it like "30m\"""");
  }

  @Test
  void a_default_that_names_nothing_is_refused_at_the_step_that_uses_it() {
    assertThatThrownBy(() -> plan(RUNBOOK.replace("default: shop", "default: shpo"), Map.of()))
        .isInstanceOf(InvalidFile.class)
        .hasMessage(
            """
            own.yaml:10:5: unknown service "shpo"
              HINT: did you mean "shop"?""");
  }

  @Test
  void a_given_value_that_looks_like_an_input_is_refused() {
    assertThatThrownBy(() -> plan(RUNBOOK, Map.of("note", "${pause}")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            input "note" is "${pause}", expected a text without "${"
              HINT: write the value itself""");
  }

  @Test
  void braces_in_a_given_value_are_no_mistake_in_the_file() {
    assertThat(plan(RUNBOOK, Map.of("note", "set {a}")).inputs()).containsEntry("note", "set {a}");
  }

  private Plan plan(String yaml, Map<String, String> inputs) {
    return PlanResolver.resolve(
        "own.yaml",
        RunbookParser.parse("own.yaml", yaml),
        lab,
        new PlanResolver.Given(inputs, Files.NOW));
  }
}
