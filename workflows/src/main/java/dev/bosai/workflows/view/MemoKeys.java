package dev.bosai.workflows.view;

/** Keys of the memo; every value is a record of this package as JSON. */
public final class MemoKeys {
  /** A {@link RunHeader}. */
  public static final String RUN = "bosai.run";

  /** A list of {@link DecisionView}. */
  public static final String DECISIONS = "bosai.decisions";

  /** A {@link Measured}. */
  public static final String MEASURED = "bosai.measured";

  /** An {@link OrderView}; of work on backups, not of runs. */
  public static final String ORDER = "bosai.order";

  /** A {@link TargetView}. */
  public static final String TARGET = "bosai.target";

  /** A map of {@link WrittenView} by table. */
  public static final String WRITTEN = "bosai.written";

  /** A map of reasons by table, of those that could not be compared. */
  public static final String NOT_COMPARED = "bosai.not-compared";

  private static final String STEP = "bosai.step.";

  private static final int DIGITS = 3;

  private MemoKeys() {}

  /** Key of the n-th step, counted from 0; the value is a {@link StepView}. */
  public static String step(int index) {
    String digits = Integer.toString(index);
    return STEP + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
  }

  /** Index of the step whose key this is. */
  public static int stepIndex(String key) {
    return Integer.parseInt(key.substring(STEP.length()));
  }
}
