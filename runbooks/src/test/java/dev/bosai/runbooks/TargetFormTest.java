package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.problem.WrongTarget;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFormTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T03:14:07.123456+09:00, 2026-11-24T18:14:07.123456Z",
    "2026-11-25T03:14:07Z,             2026-11-25T03:14:07Z",
    "2026-11-25t03:14:07z,             2026-11-25T03:14:07Z",
    "2026-11-25 03:14:07+09,           2026-11-24T18:14:07Z",
    "2026-11-25 03:14:07.5 -0330,      2026-11-25T06:44:07.500Z",
    "2026-11-25 03:14+09:00,           2026-11-24T18:14:00Z",
    "2026-11-25 03:14:07 UTC,          2026-11-25T03:14:07Z",
    "2026-11-26T00:00:00Z,             2026-11-26T00:00:00Z",
  })
  void aTimeNamesItsZone(String text, Instant at) {
    assertThat(TargetForm.read(text, NOW)).isEqualTo(new TargetForm.Time(at));
  }

  @ParameterizedTest
  @CsvSource({"lsn:0/3000148, 0/3000148", "0/3000148, 0/3000148", "lsn:1f/AB, 1f/AB"})
  void aPositionIsWrittenAsPostgresDoes(String text, String lsn) {
    assertThat(TargetForm.read(text, NOW)).isEqualTo(new TargetForm.Position(lsn));
  }

  @ParameterizedTest
  @CsvSource({
    "xid:4711,             4711,       false",
    "xid:4711:after,       4711,       true",
    "xid:4294967295,       4294967295, false",
    "xid:4294972007,       4711,       false",
    "xid:12884906599:after, 4711,      true",
  })
  void aTransactionIsTheMistakeUnlessItSaysAfter(String text, long xid, boolean included) {
    assertThat(TargetForm.read(text, NOW)).isEqualTo(new TargetForm.Transaction(xid, included));
  }

  @ParameterizedTest
  @CsvSource({"name:before-deploy, before-deploy", "name:Release 4.2 (blue), Release 4.2 (blue)"})
  void aNameIsTakenAsItIs(String text, String name) {
    assertThat(TargetForm.read(text, NOW)).isEqualTo(new TargetForm.Name(name));
    assertThat(TargetForm.read(" latest ", NOW)).isEqualTo(new TargetForm.Latest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-25 03:14:07 | has no zone | \"2026-11-25T03:14:07Z\" if it is UTC",
        "2026-11-25T03:14 | has no zone | \"2026-11-25T03:14+09:00\"",
        "2026-11-25 03:14:07 JST | has zone \"JST\" | or \"2026-11-25T03:14:07+09:00\"",
        "2026-11-25 03:14:07+27:00 | at most 18 hours | \"2026-11-25T03:14:07Z\"",
        "2026-02-30T03:14:07Z | does not exist: \"2026-02-30 03:14:07\" | year-month-day",
        "2026-11-25T25:14:07Z | does not exist | hour:minute:second",
        "2026-11-26T00:00:00.000001Z | lies in the future; it is 2026-11-26T00:00:00Z | \"latest\"",
        "lsn:3000148 | names position \"3000148\" | \"lsn:0/3000148\"",
        "lsn:0/30001481234 | names position | \"lsn:0/3000148\"",
        "xid:abc | names transaction \"abc\" | \"xid:4711:after\"",
        "xid:4711:before | names transaction \"4711:before\" | just before it",
        "name: | names restore point \"\" | \"bosai mark\"",
        "4711 | is not understood; expected a time with its zone | did you mean \"xid:4711\"?",
        "before-deploy | is not understood | did you mean \"name:before-deploy\"?",
        "yesterday at three | is not understood | write for example \"2026-11-25T03:14:07Z\"",
        "2026-11-25 | names a whole day | \"2026-11-25T00:00:00+09:00\"",
      })
  void whatIsWrongIsSaidWithACorrectedForm(String text, String found, String hint) {
    assertThatThrownBy(() -> TargetForm.read(text, NOW))
        .isInstanceOfSatisfying(
            WrongTarget.class,
            wrong -> {
              assertThat(wrong.sentence())
                  .startsWith("is \"" + text + "\", which ")
                  .contains(found);
              assertThat(wrong.hint()).contains(hint);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "latest\nlatest", "name:\u001b[2J"})
  void whatCannotBeShownIsNoTarget(String text) {
    assertThatThrownBy(() -> TargetForm.read(text, NOW))
        .isInstanceOf(WrongTarget.class)
        .hasMessage("is empty, too long or has control characters, expected one line");
  }
}
