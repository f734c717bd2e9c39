package dev.bosai.workflows.attest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a person signs: one answer to one question of one run, with the facts that were shown. A
 * signature over it says nothing about any other question, so it cannot be used a second time.
 *
 * @param run full name, for example {@code shop@7f3k}
 * @param prompt id of the question
 * @param factsHash of the facts that were shown
 * @param choice the answer, for example {@code attest}
 * @param about what is attested, in words; empty where the answer attests nothing
 * @param who the person, as the system file names them
 * @param why the reason
 */
public record Statement(
    String run,
    String prompt,
    String factsHash,
    String choice,
    String about,
    String who,
    String why) {
  /** Keeps signatures apart from those that were made for anything else ({@code ssh-keygen -n}). */
  public static final String NAMESPACE = "bosai-answer";

  /**
   * Makes a statement.
   *
   * @throws IllegalArgumentException if a part has more than one line: it could pass for two parts
   */
  public Statement {
    for (String part : List.of(run, prompt, factsHash, choice, about, who, why)) {
      if (part.chars().anyMatch(c -> c < ' ')) {
        throw new IllegalArgumentException("what is signed must be one line: \"" + part + "\"");
      }
    }
  }

  /** Writes it as it is shown and signed; the last line ends, too. */
  public String text() {
    return """
    bosai answer 1
    run: %s
    question: %s
    facts: %s
    answer: %s
    about: %s
    by: %s
    because: %s
    """
        .formatted(run, prompt, factsHash, choice, about, who, why);
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
