package dev.bosai.runbooks.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.ShippedRunbooks;
import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {
  private final SystemFile lab = Files.labSystem();

  @Test
  void the_shipped_runbooks_and_the_examples_are_safe() {
    SystemFile shop = SystemFileParser.parse("bosai.yaml", Files.read("examples/bosai.yaml"));
    String example = Files.read("examples/maintenance-page.yaml");

    for (String name : ShippedRunbooks.names()) {
      var runbook = ShippedRunbooks.find(name).orElseThrow();
      assertThat(Validator.validate(name, runbook, lab)).isEmpty();
      assertThat(Validator.validate(name, runbook, shop)).isEmpty();
    }
    assertThat(Validator.validate("own", RunbookParser.parse("own", example), shop)).isEmpty();
  }

  /** Steps of one runbook, apart by ";"; the problem it must have, or nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "assess: ; fence: ; promote: ; repoint:     | ``",
        "assess: ; promote:                         | \"promote\" of \"main\" has no sure \"fence\" of it before",
        "fence: ; promote:                          | \"fence\" of \"main\" has no sure \"assess\" of it before",
        "assess: ; parallel: {steps: [{fence: }, {promote: }]} | no sure \"fence\"",
        "assess: ; parallel: {steps: [{fence: }, {wait: {duration: 1s}}]} ; promote: | ``",
        "assess: ; phase: {steps: [{fence: }]} ; promote: | ``",
        "assess: ; phase: {when: loss-found, steps: [{fence: }]} ; promote: | no sure \"fence\"",
        "assess: ; fence: {when: old-primary-unreachable} ; promote: | no sure \"fence\"",
        "assess: ; fence: ; promote: ; promote:     | no sure \"fence\"",
        "assess: ; fence: ; promote: {when: loss-found} ; promote: | no sure \"fence\"",
        "assess: ; fence: ; repoint: ; promote:     | \"repoint\" of \"main\" has no sure \"promote\" of it before",
        "measure:                                   | \"measure\" of \"main\" has no sure \"promote\"",
        "assess: ; fence: ; promote: ; reprotect:   | \"reprotect\" of \"main\" has no sure \"preserve\"",
        "assess: ; fence: ; promote: ; preserve: ; reprotect: | ``",
        "rejoin:                                    | \"rejoin\" of \"main\" has no sure \"preserve\"",
        "assess: ; fence: {on-failure: continue}    | \"on-failure: continue\" is refused for \"fence\"",
        "assess: ; approve: {otherwise: continue} ; fence: | \"otherwise: continue\" is refused",
        "approve: {otherwise: continue}             | ``",
        "approve: {by: owner}                       | nobody can answer: no person of the system has the role \"owner\"",
        "assess: {database: mian}                   | unknown database \"mian\"",
        "redeploy: {service: shpo}                  | unknown service \"shpo\"",
        "verify: {services: [web]}                  | unknown service \"web\"",
        "notify: {channel: incidents}               | unknown channel \"incidents\"",
        "command: {command: [/usr/local/bin/x, -v], site: ops} | ``",
        "command: {command: [/bin/rm]}              | program \"/bin/rm\" is not among the system's \"policy.commands\"",
        "command: {command: [/usr/local/bin/x], site: moon} | unknown site \"moon\"",
        "notify: {message: \"lost {los}\"}          | unknown fact \"{los}\"",
        "assess: {title: \"of ${databse}\"}         | unknown input \"${databse}\"",
        "http: {url: \"http://x/\", body: \"{\\\"a\\\": {\\\"b\\\": 1}}\"} | ``"
      })
  void safety_is_checked_before_anything_runs(String steps, String expected) {
    List<Problem> problems = validate(steps);

    if (expected.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).extracting(Problem::message).anyMatch(text -> text.contains(expected));
    }
  }

  @Test
  void all_problems_come_at_once_with_place_and_hint() {
    assertThat(validate("promote: ; notify: {channel: pagr}"))
        .extracting(Problem::toString)
        .containsExactly(
            """
            own.yaml:6:5: "promote" of "main" has no sure "fence" of it before: an old primary that can \
            still write splits the data
              HINT: put "- fence: {database: main}" before it, outside its parallel group and without \
            "when\"""",
            """
            own.yaml:7:5: unknown channel "pagr"
              HINT: did you mean "pager"?""");
  }

  private List<Problem> validate(String steps) {
    return Written.problems(steps, lab);
  }
}
