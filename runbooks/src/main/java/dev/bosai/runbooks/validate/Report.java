package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.step.Step;

/** Takes what a rule finds. */
@FunctionalInterface
interface Report {
  /** Takes one problem of a step. */
  void problem(Step step, String message, String hint);
}
