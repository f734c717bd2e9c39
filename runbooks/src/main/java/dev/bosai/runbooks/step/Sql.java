package dev.bosai.runbooks.step;

/**
 * Runs one statement through the database's public route.
 *
 * @param head what every step has
 * @param database which database of the system
 * @param statement one statement; safe to run twice is the author's duty
 * @param expect what the first column of the first row must read, as text; empty means anything
 */
public record Sql(StepHead head, String database, String statement, String expect) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.sql(this);
  }
}
