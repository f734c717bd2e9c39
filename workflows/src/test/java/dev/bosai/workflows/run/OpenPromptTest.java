package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Otherwise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  void a_question_that_holds_is_recalled_ever_more_rarely_but_daily() {
    OpenPrompt prompt = asking("approver", List.of("approver"));
    assertThat(prompt.reminder()).isNull();
    prompt.deadlinePassed(ASKED.plusSeconds(600));

    List<Long> hours = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant due = Objects.requireNonNull(prompt.reminder());
      hours.add(Duration.between(ASKED.plusSeconds(600), due).toHours());
      prompt.reminded(due);
    }

    assertThat(hours).containsExactly(1L, 3L, 7L, 15L, 31L, 55L, 79L, 103L);
    assertThat(prompt.until()).isNull();
    assertThat(prompt.reminderKey()).isEqualTo("reminded/approve-1/8");
    assertThat(prompt.reminderText(ASKED.plusSeconds(7200)))
        .contains("for 120 minutes", "answered by: approver");
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
