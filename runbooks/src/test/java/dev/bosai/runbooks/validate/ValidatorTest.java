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
  private static final String HEAD =
      """
      runbook: own
      title: Own
      level: L2
      objectives: {rto: 1h, rpo: 0s}
      steps:
      """;

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
        "aim: {target: latest} ; hold-writes: ; restore: ; preview: ; choose: ; discard: | ``",
        "hold-writes:                               | \"hold-writes\" of \"main\" has no sure \"aim\" of it before",
        "restore:                                   | \"restore\" of \"main\" has no sure \"aim\"",
        "discard:                                   | \"discard\" of \"main\" has no sure \"aim\"",
        "aim: {target: latest} ; preview:           | \"preview\" of \"main\" has no sure \"restore\"",
        "aim: {target: latest} ; restore: ; choose: | \"choose\" of \"main\" has no sure \"preview\"",
        "aim: {target: latest} ; restore: ; extract: {tables: a.b} | \"extract\" of \"main\" has no sure \"preview\"",
        "aim: {target: latest} ; restore: ; open:   | \"open\" of \"main\" has no sure \"preview\"",
        "aim: {target: latest} ; restore: ; parallel: {steps: [{preview: }, {choose: }]} | no sure \"preview\"",
        "aim: {target: latest} ; fence: ; switch:   | \"switch\" of \"main\" has no sure \"open\"",
        "aim: {target: latest} ; restore: ; preview: ; open: ; switch: | \"switch\" of \"main\" has no sure \"fence\"",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; measure: ; compare: ; settle: | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; settle: | \"settle\" of \"main\" has no sure \"compare\"",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; fence: ; switch: | no sure \"open\"",
        "aim: {target: latest} ; compare:           | \"compare\" of \"main\" has no sure \"switch\"",
        "aim: {target: latest} ; settle:            | \"settle\" of \"main\" has no sure \"switch\"",
        "aim: {target: latest} ; restore: ; preview: ; discard: ; extract: {tables: a.b} | no sure \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; discard: {when: loss-found} ; extract: {tables: a.b} | no sure \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; choose: ; discard: {when: chosen-discard} ; extract: {tables: a.b, when: chosen-extract} | ``",
        "aim: {target: latest} ; restore: ; preview: ; restore: ; open: | no sure \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; aim: {target: latest} ; open: | no sure \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; choose: ; phase: {when: chosen-switch, steps: [{open: }, {fence: }]} ; switch: | no sure \"open\"",
        "aim: {target: latest} ; restore: ; sql: {statement: select 1, on: preview} | \"sql\" of \"main\" has no sure \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; sql: {statement: select 1, on: preview} | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; reprotect: {when: kept} | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; phase: {when: kept, steps: [{reprotect: }]} | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; reprotect: | \"reprotect\" follows \"settle\" whatever is decided there",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; rejoin: | \"rejoin\" follows \"settle\" whatever is decided there",
        "discard: {when: chosen-discard}            | \"when: chosen-discard\" never holds: no \"choose\" before it asks",
        "notify: {when: kept}                       | \"when: kept\" never holds: no \"settle\" before it asks",
        "backup:                                    | \"backup\" of \"main\" has no sure \"promote\"",
        "assess: ; fence: ; promote: ; backup: ; prove: | ``",
        "aim: {target: latest, on-failure: continue} | \"on-failure: continue\" is refused for \"aim\"",
        "aim: {target: latest} ; restore: {on-failure: continue} | refused for \"restore\"",
        "aim: {target: latest} ; restore: ; preview: {on-failure: continue} | refused for \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; extract: {tables: a.b, on-failure: continue} | refused for \"extract\"",
        "aim: {target: latest} ; restore: ; preview: ; open: ; approve: {otherwise: continue} ; fence: ; switch: | \"otherwise: continue\" is refused",
        "aim: {target: \"2026-11-25 03:10:00\"}     | \"target\" is \"2026-11-25 03:10:00\", a time without a zone",
        "aim: {target: \"2026-11-25T03:10:00Z\"}    | ``",
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

  @Test
  void what_works_with_backups_needs_them_in_the_system_file() {
    SystemFile bare = SystemFileParser.parse("lab.yaml", Files.lab());

    assertThat(validate("aim: {target: latest} ; restore:", bare))
        .extracting(Problem::toString)
        .containsExactly(
            """
            own.yaml:6:5: "aim" of "main" has nothing to work with: no backups are configured
              HINT: add "backups: {kind: basebackup, directory: /path}" to it in the system file""",
            """
            own.yaml:7:5: "restore" of "main" has nothing to work with: no backups are configured
              HINT: add "backups: {kind: basebackup, directory: /path}" to it in the system file""");
    assertThat(validate("assess: ; fence: ; promote: ; backup: ; prove: {when: has-backups}", bare))
        .extracting(Problem::message)
        .containsExactly(
            "\"backup\" of \"main\" has nothing to work with: no backups are configured");
  }

  private List<Problem> validate(String steps) {
    return validate(steps, lab);
  }

  private static List<Problem> validate(String steps, SystemFile system) {
    StringBuilder yaml = new StringBuilder(HEAD);
    for (String step : steps.split(" ; ", -1)) {
      yaml.append("  - ").append(step).append("\n");
    }
    return Validator.validate("own.yaml", RunbookParser.parse("own.yaml", yaml.toString()), system);
  }
}
