package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.InvalidFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleChecksTest {
  /** Each row changes one thing of the lab's file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "roles: [commander]       | roles: [comander]     | expected one of \"responder\", \"commander\", \"approver\" | did you mean \"commander\"?",
        "roles: [commander]       | roles: []             | \"roles\" has 0 items, expected at least 1 | add what is missing",
        "AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | AAAAC3NzaC1lZDI1NTE5AAAAIGllRfLmY7QH8hu6Fbu4YDyq1JPGf4VQXxqDVBG/TY0U | \"ken\" has the same key as \"aya\" | a key of their own",
        "AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | AAAAC3NzaC1lZDI1NTE5 | the key of \"ken\" is cut short | \".pub\" file",
        "AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | A | the key of \"ken\" is not base64 | \".pub\" file",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | the key of \"ken\" says \"ssh-rsa\" and holds another type | \".pub\" file",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | ssh-dss AAAAC3NzaC1lZDI1NTE5AAAAIKePysRs8uqLCGejILpsPG/6cXPEh6fMaIytlbEMaQOM | the key of \"ken\" is of the unknown type \"ssh-dss\" | ssh-keygen -t ed25519",
        "roles: [approver]        | roles: [responder]    | nobody has the role \"approver\" | under \"people\"",
        "commands: [              | two-person: [override], commands: [ | nobody could give the second word for \"override\" | who are commanders, or take it out",
        "commands: [              | two-person: [L5], commands: [ | expected one of \"override\", \"L1\" | did you mean \"L"
      })
  void people_who_could_not_decide_are_refused(
      String from, String to, String message, String hint) {
    String yaml = Files.lab().replace(from, to);
    assertThat(yaml).isNotEqualTo(Files.lab());

    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", yaml));

    assertThat(error.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(message);
              assertThat(problem.hint()).contains(hint);
              assertThat(problem.place().line()).isIn(25, 26, 27);
            });
  }

  @Test
  void two_people_who_can_sign_satisfy_a_rule() {
    String yaml = Files.lab().replace("commands: [", "two-person: [L3, L4], commands: [");

    assertThat(SystemFileParser.parse("lab.yaml", yaml).policy().twoPerson())
        .containsExactly("L3", "L4");
  }

  @Test
  void one_who_can_sign_does_not() {
    String yaml =
        Files.lab()
            .replace("commands: [", "two-person: [L3], commands: [")
            .replaceAll("key: \"[^\"]*\", roles: \\[approver\\]", "roles: [approver]");

    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", yaml));

    assertThat(error.problems())
        .singleElement()
        .asString()
        .contains("nobody could give the second word for \"L3\"", "commanders or approvers");
  }
}
