package dev.bosai.app.report;

import dev.bosai.workflows.view.DecisionView;

/** Decisions as people read them. */
public final class Decisions {
  private Decisions() {}

  /** Returns what was decided; a step that is named like the answer is not said twice. */
  public static String what(DecisionView decision) {
    String[] words = decision.what().split(" ", 2);
    return words.length == 2 && words[0].equals(words[1]) ? words[0] : decision.what();
  }
}
