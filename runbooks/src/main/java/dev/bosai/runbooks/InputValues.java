package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.problem.InvalidInput.InputProblem;
import dev.bosai.runbooks.system.SystemFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds and checks the values of a runbook's inputs. */
public final class InputValues {
  private final SystemFile system;
  private final Instant now;
  private final List<InputProblem> problems = new ArrayList<>();

  private InputValues(SystemFile system, Instant now) {
    this.system = system;
    this.now = now;
  }

  /**
   * Returns a value for every input of the runbook.
   *
   * @param now what lies after it is no target
   * @throws InvalidInput with every problem
   */
  static Map<String, String> of(
      Runbook runbook, SystemFile system, Map<String, String> given, Instant now) {
    InputValues values = new InputValues(system, now);
    Map<String, String> found = values.find(runbook.inputs(), given);
    if (!values.problems.isEmpty()) {
      throw new InvalidInput(values.problems);
    }
    return found;
  }

  /** Returns the values that inputs have when none is given; an input without one is left out. */
  public static Map<String, String> fallbacks(Runbook runbook, SystemFile system) {
    Map<String, String> found = new LinkedHashMap<>();
    runbook
        .inputs()
        .forEach(
            (name, input) -> fallback(input, system).ifPresent(value -> found.put(name, value)));
    return Collections.unmodifiableMap(found);
  }

  /** Returns the value an input has when none is given. */
  private static Optional<String> fallback(Input input, SystemFile system) {
    if (input.defaultValue() != null) {
      return Optional.of(input.defaultValue());
    }
    return input.type() == Input.Type.DATABASE ? InputFill.onlyDatabase(system) : Optional.empty();
  }

  private Map<String, String> find(Map<String, Input> inputs, Map<String, String> given) {
    given.keySet().stream()
        .filter(name -> !inputs.containsKey(name))
        .sorted()
        .forEach(
            name ->
                problem(name, "has no place in this runbook", Nearest.hint(name, inputs.keySet())));
    Map<String, String> found = new LinkedHashMap<>();
    inputs.forEach((name, input) -> value(name, input, given).ifPresent(v -> found.put(name, v)));
    return Collections.unmodifiableMap(found);
  }

  /** A default is the author's, so where it names nothing the steps that use it are wrong. */
  private Optional<String> value(String name, Input input, Map<String, String> given) {
    String typed = given.get(name);
    if (typed != null) {
      return Optional.of(checked(name, input.type(), typed));
    }
    Optional<String> usual = fallback(input, system);
    if (usual.isEmpty()) {
      problem(name, "is missing", "give it: --input " + name + "=VALUE");
    }
    return usual;
  }

  private String checked(String name, Input.Type type, String value) {
    switch (type) {
      case DATABASE -> known(name, value, system.databases().keySet());
      case NODE -> known(name, value, nodes());
      case SERVICE -> known(name, value, system.services().keySet());
      case SITE -> known(name, value, system.sites().keySet());
      case DURATION, TARGET, STRING ->
          InputForm.wrong(type, value, now)
              .ifPresent(wrong -> problem(name, wrong.sentence(), wrong.hint()));
    }
    return value;
  }

  private Set<String> nodes() {
    return system.databases().values().stream()
        .flatMap(database -> database.nodes().keySet().stream())
        .collect(Collectors.toSet());
  }

  private void known(String name, String value, Set<String> names) {
    if (!names.contains(value)) {
      problem(
          name,
          "is \"" + Scalars.shortened(value) + "\", which the system file does not have",
          Nearest.hint(value, names.stream().sorted().toList()));
    }
  }

  private void problem(String input, String sentence, String hint) {
    problems.add(
        new InputProblem(input, "input \"" + Scalars.shortened(input) + "\" " + sentence, hint));
  }
}
