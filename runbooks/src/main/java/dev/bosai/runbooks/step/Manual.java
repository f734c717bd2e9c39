package dev.bosai.runbooks.step;

/**
 * A person does it and ticks it off, with a note.
 *
 * @param head what every step has
 * @param instructions Markdown for the person
 */
public record Manual(StepHead head, String instructions) implements Step {
  @Override
  public <R> R accept(StepVisitor<R> visitor) {
    return visitor.manual(this);
  }
}
