package dev.bosai.runbooks;

import dev.bosai.runbooks.step.Step;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${…}} (inputs, before the start) and {@code {…}} (facts, when a step begins). There
 * is no expression language: a placeholder is one word.
 */
public final class Placeholders {
  private static final Pattern INPUT = Pattern.compile("\\$\\{([^{}]*)\\}");
  private static final Pattern FACT = Pattern.compile("(?<!\\$)\\{([A-Za-z][A-Za-z0-9_-]*)\\}");

  private Placeholders() {}

  /** Fills inputs in; one without a value stays as it is written. */
  public static String fillInputs(String text, Map<String, String> values) {
    return fill(INPUT, text, name -> Optional.ofNullable(values.get(name)));
  }

  /** Fills facts in; one that is not known yet reads {@code unknown}. */
  public static String fillFacts(String text, Map<Fact, String> values) {
    return fill(
        FACT, text, word -> Fact.of(word).map(fact -> values.getOrDefault(fact, "unknown")));
  }

  /**
   * Fills facts in wherever a step may name them: title, message, instructions, body and a
   * command's arguments. The steps of a group are left alone, since each begins at a time of its
   * own.
   */
  public static Step fillFacts(Step step, Map<Fact, String> values) {
    UnaryOperator<String> prose = text -> fillFacts(text, values);
    UnaryOperator<String> same = UnaryOperator.identity();
    return step.accept(new StepTexts(same, same, prose, UnaryOperator.identity()));
  }

  /** Hands the name of every input in the text to the listener. */
  public static void eachInput(String text, Consumer<String> listener) {
    INPUT.matcher(text).results().map(result -> result.group(1)).forEach(listener);
  }

  /** Hands the word of every fact in the text to the listener. */
  public static void eachFact(String text, Consumer<String> listener) {
    FACT.matcher(text).results().map(result -> result.group(1)).forEach(listener);
  }

  private static String fill(
      Pattern pattern, String text, Function<String, Optional<String>> value) {
    return pattern
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(value.apply(found.group(1)).orElse(found.group())));
  }
}
