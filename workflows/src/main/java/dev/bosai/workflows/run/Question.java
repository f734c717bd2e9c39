package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a person is asked.
 *
 * @param step id of the step it is about
 * @param decision {@code approve}, {@code repair}, {@code override}, {@code resume}, {@code
 *     manual}, {@code hold}, {@code choose} or {@code settle}
 * @param by role that may answer first; empty means anybody
 * @param within handed over after so long; null means never
 * @param otherwise what a passed deadline does
 * @param choices updates that answer it
 * @param facts what is shown
 * @param text one sentence
 */
record Question(
    String step,
    String decision,
    String by,
    @Nullable Duration within,
    Otherwise otherwise,
    List<String> choices,
    Map<String, String> facts,
    String text) {

  /** Returns the same question with other facts. */
  Question with(Map<String, String> shown) {
    return new Question(step, decision, by, within, otherwise, choices, shown, text);
  }

  /** Asks to go on after a pause. */
  static Question paused(String step) {
    return new Question(
        step,
        "resume",
        "",
        null,
        Otherwise.HOLD,
        List.of("resume", "abort"),
        Map.of("next step", step),
        "the run is paused before \"" + step + "\"");
  }
}
