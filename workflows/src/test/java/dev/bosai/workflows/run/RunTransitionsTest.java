package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.view.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of a run's states has no holes and is read by people before it changes. */
final class RunTransitionsTest {
  @Test
  void the_printed_table_is_the_one_that_was_reviewed() throws IOException {
    try (var golden =
        Objects.requireNonNull(getClass().getResourceAsStream("/run-transitions.txt"))) {
      assertThat(RunTransitions.print())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void no_event_in_a_state_has_two_outcomes() {
    Set<String> seen = new HashSet<>();
    RunTransitions.TABLE.forEach(
        row -> assertThat(seen.add(row.from() + "/" + row.event())).as(row.toString()).isTrue());
  }

  @Test
  void every_live_state_can_be_reached_and_left() {
    Set<RunState> reached =
        RunTransitions.TABLE.stream().map(RunTransitions.Row::to).collect(Collectors.toSet());
    Arrays.stream(RunState.values())
        .filter(state -> !state.ended())
        .forEach(
            state -> {
              assertThat(reached).contains(state);
              assertThat(RunTransitions.find(state, RunEvent.ABORTED)).isPresent();
            });
    assertThat(reached).contains(RunState.DONE, RunState.ABORTED);
  }

  @Test
  void nothing_happens_to_a_run_that_has_ended() {
    Arrays.stream(RunState.values())
        .filter(RunState::ended)
        .forEach(
            state ->
                Arrays.stream(RunEvent.values())
                    .forEach(
                        event ->
                            assertThatThrownBy(() -> RunTransitions.next(state, event))
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining(state.word())));
  }
}
