package dev.bosai.runbooks.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row: steps of one runbook, apart by ";"; the problem it must have, or nothing. */
class PointInTimeRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
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
        "backup:                                    | \"backup\" of \"main\" has no sure \"promote\"",
        "assess: ; fence: ; promote: ; backup: ; prove: | ``"
      })
  void each_step_stands_on_the_ones_before_it(String steps, String expected) {
    judged(steps, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; reprotect: {when: kept} | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; phase: {when: kept, steps: [{reprotect: }]} | ``",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; reprotect: | \"reprotect\" follows \"settle\" whatever is decided there",
        "aim: {target: latest} ; restore: ; preview: ; open: ; fence: ; switch: ; compare: ; settle: ; rejoin: | \"rejoin\" follows \"settle\" whatever is decided there",
        "discard: {when: chosen-discard}            | \"when: chosen-discard\" never holds: no \"choose\" before it asks",
        "notify: {when: kept}                       | \"when: kept\" never holds: no \"settle\" before it asks",
        "aim: {target: latest, on-failure: continue} | \"on-failure: continue\" is refused for \"aim\"",
        "aim: {target: latest} ; restore: {on-failure: continue} | refused for \"restore\"",
        "aim: {target: latest} ; restore: ; preview: {on-failure: continue} | refused for \"preview\"",
        "aim: {target: latest} ; restore: ; preview: ; extract: {tables: a.b, on-failure: continue} | refused for \"extract\"",
        "aim: {target: latest} ; restore: ; preview: ; open: ; approve: {otherwise: continue} ; fence: ; switch: | \"otherwise: continue\" is refused",
        "aim: {target: \"2026-11-25 03:10:00\"}     | \"target\" is \"2026-11-25 03:10:00\", which has no zone",
        "aim: {target: \"2026-11-25T03:10:00Z\"}    | ``"
      })
  void what_a_person_did_not_decide_is_not_done(String steps, String expected) {
    judged(steps, expected);
  }

  @Test
  void what_works_with_backups_needs_them_in_the_system_file() {
    SystemFile bare = SystemFileParser.parse("lab.yaml", Files.lab());

    assertThat(Written.problems("aim: {target: latest} ; restore:", bare))
        .extracting(Problem::toString)
        .containsExactly(
            """
            own.yaml:6:5: "aim" of "main" has nothing to work with: no backups are configured
              HINT: add "backups: {kind: basebackup, directory: /path}" to it in the system file""",
            """
            own.yaml:7:5: "restore" of "main" has nothing to work with: no backups are configured
              HINT: add "backups: {kind: basebackup, directory: /path}" to it in the system file""");
    assertThat(
            Written.problems(
                "assess: ; fence: ; promote: ; backup: ; prove: {when: has-backups}", bare))
        .extracting(Problem::message)
        .containsExactly(
            "\"backup\" of \"main\" has nothing to work with: no backups are configured");
  }

  private static void judged(String steps, String expected) {
    List<Problem> problems = Written.problems(steps, Files.labSystem());

    if (expected.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).extracting(Problem::message).anyMatch(text -> text.contains(expected));
    }
  }
}
