package dev.bosai.workflows.run;

import java.util.Map;

/**
 * What a step came to.
 *
 * @param sentence for people
 * @param evidence typed facts, by name, in a fixed order
 */
record Outcome(String sentence, Map<String, String> evidence) {
  static Outcome of(String sentence) {
    return new Outcome(sentence, Map.of());
  }
}
