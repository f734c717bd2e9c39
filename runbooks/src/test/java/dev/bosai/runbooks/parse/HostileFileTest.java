package dev.bosai.runbooks.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.runbooks.Files;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in no honest file. */
class HostileFileTest {
  @Test
  void a_tag_is_refused_where_it_stands() {
    assertThat(problems(Files.lab().replace("us-west: {}", "us-west: !!python/object {}")))
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:3:39: tags are not read here
              HINT: write every value out, without tags, in one document""");
  }

  @Test
  void a_control_character_is_refused_where_it_stands() {
    assertThat(problems(Files.lab().replace("sites:", "si\u0007tes:")))
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:3:3: this is not YAML: character U+0007
              HINT: remove it, and save the file as plain UTF-8 text""");
  }

  @Test
  void a_character_that_nobody_sees_is_refused_in_a_comment_too() {
    assertThat(problems(Files.lab() + "# \u007f"))
        .extracting(Problem::message)
        .containsExactly("this is not YAML: character U+007F");
  }

  @Test
  void what_is_no_utf8_is_refused_where_it_begins() {
    byte[] latin =
        Files.lab().replace("/lab/db1", "/lab/dé1").getBytes(StandardCharsets.ISO_8859_1);

    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", latin));

    assertThat(error.problems())
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:10:68: byte 0xE9 here is not UTF-8
              HINT: save the file as plain UTF-8 text""");
  }

  @Test
  void a_file_that_nobody_wrote_by_hand_is_not_even_decoded() {
    InvalidFile error =
        catchThrowableOfType(
            InvalidFile.class, () -> RunbookParser.parse("core", new byte[Utf8.MAX_BYTES + 1]));

    assertThat(error).hasMessageContaining("core:1:1: the file has more than 1048576 bytes");
  }

  @Test
  void names_of_any_length_and_colour_give_one_plain_line() {
    String yaml =
        Files.lab()
            .replace("us-west: {}", "\"\\e[31mus-west\\u202e\": {}")
            .replace("system: lab", "x".repeat(1_000) + ": lab");

    assertThat(problems(yaml))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            problem ->
                assertThat(problem.message() + problem.hint())
                    .hasSizeLessThan(300)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
  }

  @Test
  void a_password_of_digits_is_never_repeated() {
    assertThat(problems(Files.lab().replace("\"file:/x/secret\"", "31415926")))
        .extracting(Problem::toString)
        .containsExactly(
            """
            lab.yaml:8:36: "password" is a value without quotes, expected a reference to a secret
              HINT: keep the secret out of this file: name it as "env:NAME" or "file:/path\"""");
  }

  private static List<Problem> problems(String yaml) {
    InvalidFile error =
        catchThrowableOfType(InvalidFile.class, () -> SystemFileParser.parse("lab.yaml", yaml));
    return error == null ? List.of() : error.problems();
  }
}
