package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills inputs into steps, and the system's only database where a step names none. */
public final class InputFill {
  private final Map<String, String> values;
  private final SystemFile system;
  private final StepTexts texts;

  /**
   * Makes the fill.
   *
   * @param values of the inputs, by name; a placeholder without a value stays as it is
   */
  public InputFill(Map<String, String> values, SystemFile system) {
    this.values = values;
    this.system = system;
    this.texts = new StepTexts(this::database, this::text, this::text, this::step);
  }

  /** Returns the only database of a system; empty if it has several. */
  public static Optional<String> onlyDatabase(SystemFile system) {
    List<String> names = List.copyOf(system.databases().keySet());
    return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
  }

  /** Returns the step with its inputs filled in. */
  public Step step(Step step) {
    return step.accept(texts);
  }

  private String text(String written) {
    return Placeholders.fillInputs(written, values);
  }

  private String database(String written) {
    return written.isEmpty() ? onlyDatabase(system).orElse("") : text(written);
  }
}
