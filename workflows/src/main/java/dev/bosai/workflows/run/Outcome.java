package dev.bosai.workflows.run;

import java.util.Map;

/**
 * What a step came to.
 *
 * @param sentence for people
 * @param evidence typed facts, by name, in a fixed order
 * @param then what follows
 */
record Outcome(String sentence, Map<String, String> evidence, Then then) {
  /** What follows a step. */
  enum Then {
    /** The next step. */
    NEXT,
    /** The next step, while this one is still under way and ends by itself. */
    GOES_ON,
    /** What follows the group: the group's other steps have lost their reason. */
    GROUP_ENDS
  }

  Outcome(String sentence, Map<String, String> evidence) {
    this(sentence, evidence, Then.NEXT);
  }

  static Outcome of(String sentence) {
    return new Outcome(sentence, Map.of());
  }

  Outcome endingItsGroup() {
    return new Outcome(sentence, evidence, Then.GROUP_ENDS);
  }
}
