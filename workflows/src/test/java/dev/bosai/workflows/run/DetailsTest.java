package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.Level;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every worker dead the Web UI alone must tell the story. */
final class DetailsTest {
  private static final Instant BEGAN = Instant.parse("2026-11-23T03:14:07.200Z");
  private static final String QUESTION = "step \"fence\" failed: no worker of site \"tokyo\"";

  private final String text =
      Details.markdown(
          waiting(),
          List.of(
              new StepView(
                  "fence",
                  "fence",
                  "Fence the old primary",
                  StepState.WAITING,
                  3,
                  BEGAN,
                  null,
                  "no worker | none",
                  0,
                  Map.of())),
          List.of(new DecisionView(BEGAN.plusSeconds(60), "aya", "pause", "a look first", false)));

  @Test
  void who_started_it_since_when_the_clock_runs_and_until_when_is_told() {
    assertThat(text)
        .contains(
            "`shop@7f3k` · replica-promotion · L2 · started 2026-11-23 03:14:31Z by ken · clock"
                + " since 2026-11-23 03:14:07Z (probe) · to be restored by 2026-11-23 04:14:07Z");
  }

  @Test
  void the_question_is_told_once_with_commands_that_can_be_typed() {
    assertThat(text)
        .contains(
            "**waiting for a person**",
            "> **A person (commander) must decide by 2026-11-23 03:24:07Z:** " + QUESTION,
            "> `bosai retry shop@7f3k --why \"…\"`  \n> `bosai abort shop@7f3k --why \"…\"`")
        .containsOnlyOnce(QUESTION);
  }

  @Test
  void decisions_and_steps_are_tables_that_no_text_breaks() {
    assertThat(text)
        .contains(
            "| Fence the old primary | waiting | no worker \\| none |",
            "| 2026-11-23 03:15:07Z | aya | pause | a look first |");
  }

  @Test
  void what_is_too_long_for_the_server_is_cut_between_two_characters() {
    StepView step =
        new StepView(
            "s", "manual", "手順", StepState.DONE, 1, BEGAN, BEGAN, "復旧".repeat(9_000), 0, Map.of());

    for (int shift = 0; shift < 3; shift++) {
      StepView shifted = step.with(StepState.DONE, "x".repeat(shift) + step.sentence());
      String cut = Details.markdown(waiting(), List.of(shifted), List.of());

      assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(15_997, 16_000);
      assertThat(cut.substring(cut.length() - 1)).isIn("復", "旧");
    }
  }

  private static RunHeader waiting() {
    return new RunHeader(
        "shop",
        "shop@7f3k",
        "replica-promotion",
        "Promote the best standby",
        "9f2c",
        Level.L2,
        RunState.WAITING,
        "fence",
        new Need(
            "fence-1",
            "repair",
            "fence",
            "commander",
            BEGAN.plusSeconds(600),
            List.of("retry", "abort"),
            Map.of(),
            "5d41",
            QUESTION,
            BEGAN),
        new ClockView(BEGAN, "probe", 3_600_000),
        "unknown",
        Instant.parse("2026-11-23T03:14:31Z"),
        "ken",
        null,
        null,
        "",
        "",
        QUESTION,
        900_000,
        1);
  }
}
