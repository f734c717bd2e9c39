package dev.bosai.runbooks.step;

/**
 * Runs one statement through the database's public route, or on what was restored beside.
 *
 * @param head what every step has
 * @param database which database of the system
 * @param statement one statement; safe to run twice is the author's duty
 * @param expect what the first column of the first row must read, as text; empty means anything
 * @param on where it runs
 */
public record Sql(StepHead head, String database, String statement, String expect, On on)
    implements Step {
  /** Where a statement runs. */
  public enum On {
    /** Through the public route, on the primary. */
    PRIMARY,
    /** On what was restored beside, read-only at its target. */
    PREVIEW
  }

  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.sql(this);
  }
}
