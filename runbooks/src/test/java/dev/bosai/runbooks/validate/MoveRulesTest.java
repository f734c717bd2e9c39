package dev.bosai.runbooks.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: steps of one runbook, apart by ";"; the problem it must have, or nothing. */
class MoveRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "assess-move: ; drain: ; demote: ; promote: ; repoint: ; verify: | ``",
        "assess-move: ; phase: {steps: [{drain: }, {demote: }]} ; promote: | ``",
        "drain: ; demote:                   | \"drain\" of \"main\" has no sure \"assess-move\" of it before",
        "assess: ; drain: ; demote:         | \"drain\" of \"main\" has no sure \"assess-move\"",
        "assess-move: ; demote:             | \"demote\" of \"main\" has no sure \"drain\"",
        "assess-move: ; fence:              | \"fence\" of \"main\" has no sure \"assess\"",
        "assess-move: ; promote:            | \"promote\" of \"main\" has no sure \"fence\"",
        "assess-move: ; drain: ; approve: ; demote: | \"drain\" is not followed by \"demote\"",
        "assess-move: ; drain: ; demote: {when: loss-found} | \"drain\" is not followed by \"demote\"",
        "assess-move: ; phase: {steps: [{drain: }]} ; demote: | \"drain\" is not followed by \"demote\"",
        "assess-move: ; drain: ; demote: ; promote: ; promote: {id: again} | no sure \"fence\"",
        "assess-move: {on-failure: continue} ; drain: ; demote: | refused for \"assess-move\"",
        "assess-move: ; drain: {on-failure: continue} ; demote: | refused for \"drain\"",
        "assess-move: ; drain: ; demote: {on-failure: continue} | refused for \"demote\"",
        "assess-move: ; approve: {otherwise: continue} ; drain: ; demote: | \"otherwise: continue\" is refused"
      })
  void clients_wait_for_nothing_but_the_demotion(String steps, String expected) {
    List<Problem> problems = Written.problems(steps, Files.labSystem());

    if (expected.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).extracting(Problem::message).anyMatch(text -> text.contains(expected));
    }
  }
}
