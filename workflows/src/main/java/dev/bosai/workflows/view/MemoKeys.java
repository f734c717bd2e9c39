package dev.bosai.workflows.view;

/** Keys of the memo; every value is a record of this package as JSON. */
public final class MemoKeys {
  /** A {@link RunHeader}. */
  public static final String RUN = "bosai.run";

  /** A list of {@link DecisionView}. */
  public static final String DECISIONS = "bosai.decisions";

  /** A {@link Measured}. */
  public static final String MEASURED = "bosai.measured";

  private static final String STEP = "bosai.step.";

  private MemoKeys() {}

  /** Key of the n-th step, counted from 0; the value is a {@link StepView}. */
  public static String step(int index) {
    return STEP + String.format("%03d", index);
  }

  /** Index of the step whose key this is. */
  public static int stepIndex(String key) {
    return Integer.parseInt(key.substring(STEP.length()));
  }
}
