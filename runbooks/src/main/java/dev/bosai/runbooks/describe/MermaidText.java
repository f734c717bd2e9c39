package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;

/** What stands on the nodes of a graph. */
final class MermaidText {
  private MermaidText() {}

  /** Returns what stands on a step: its id, its title, its condition. */
  static String of(Step step) {
    When when = step.head().when();
    String condition = when == When.ALWAYS ? "" : "<br/>only when " + when.word();
    return label(step.head().id()) + "<br/>" + label(step.head().title()) + condition;
  }

  /** Mermaid reads quotes and angle brackets in labels, so they are written as entities. */
  static String label(String text) {
    return text.replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;")
        .replaceAll("\\s+", " ");
  }
}
