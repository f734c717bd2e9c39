package dev.bosai.workflows.run;

import java.util.Map;

/**
 * What a step came to.
 *
 * @param sentence for people
 * @param evidence typed facts, by name, in a fixed order
 * @param goesOn whether the step is still under way while the run goes on, and ends by itself
 */
record Outcome(String sentence, Map<String, String> evidence, boolean goesOn) {
  Outcome(String sentence, Map<String, String> evidence) {
    this(sentence, evidence, false);
  }

  static Outcome of(String sentence) {
    return new Outcome(sentence, Map.of());
  }
}
