package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Otherwise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom a question asks, and whom next. */
final class OpenPromptTest {
  private static final Instant ASKED = Instant.parse("2026-11-23T03:14:07Z");

  @Test
  void a_role_outside_the_tiers_is_asked_first_and_hands_over_to_them() {
    OpenPrompt prompt = asking("approver", List.of("commander"));

    assertThat(prompt.by()).isEqualTo("approver");
    prompt.deadlinePassed(ASKED.plusSeconds(600));
    assertThat(prompt.by()).isEqualTo("commander");
  }

  @Test
  void a_role_within_the_tiers_hands_over_to_those_after_it_and_then_holds() {
    OpenPrompt prompt = asking("commander", List.of("responder", "commander", "approver"));

    assertThat(prompt.by()).isEqualTo("commander");
    prompt.deadlinePassed(ASKED.plusSeconds(600));
    assertThat(prompt.by()).isEqualTo("approver");
    prompt.deadlinePassed(ASKED.plusSeconds(1200));
    assertThat(prompt.by()).isEqualTo("approver");
    assertThat(prompt.until()).isNull();
    assertThat(prompt.ruling()).isNull();
  }

  @Test
  void a_question_to_nobody_in_particular_names_nobody() {
    assertThat(asking("", List.of("commander")).by()).isEmpty();
  }

  private static OpenPrompt asking(String role, List<String> tiers) {
    Question question =
        new Question(
            "approve",
            "approve",
            role,
            Duration.ofMinutes(10),
            Otherwise.HOLD,
            List.of("approve", "reject"),
            Map.of(),
            "go on?");
    return new OpenPrompt("approve-1", question, tiers, ASKED);
  }
}
