package dev.bosai.workflows.run;

import dev.bosai.runbooks.Level;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.view.Need;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one person's word is not enough: the policy's kinds of decisions take effect with a second
 * person's word. Both are signed, since a name alone is only what a terminal said.
 */
record TwoPeople(Policy policy, Level level) {
  private static final String APPROVE = "approve";

  /** Returns whether an answer to a question takes two. */
  boolean demandedFor(String choice, Question question) {
    boolean override =
        choice.equals(Policy.OVERRIDE) && policy.twoPerson().contains(Policy.OVERRIDE);
    boolean approval =
        choice.equals(APPROVE)
            && question.decision().equals(APPROVE)
            && policy.twoPerson().contains(level.name());
    return override || approval;
  }

  /** Returns the question with what it takes, so that nobody has to find that out by a refusal. */
  Question told(Question question) {
    List<String> choices =
        question.choices().stream().filter(choice -> demandedFor(choice, question)).toList();
    if (choices.isEmpty()) {
      return question;
    }
    Map<String, String> facts = new LinkedHashMap<>(question.facts());
    facts.put(
        Need.TWO_PEOPLE,
        "\"%s\" takes two people's signed words".formatted(String.join("\", \"", choices)));
    return question.with(facts);
  }

  /** Refuses a word that is not signed, and one person's second. */
  void demandAnother(String choice, OpenPrompt prompt, Answer answer) {
    if (answer.signature().isEmpty()) {
      throw Answers.refused(
          "\"%s\" takes two people's signed words here, and the one of \"%s\" is not signed"
              .formatted(choice, answer.who()),
          "sign it with --key FILE, with the key that the system file names");
    }
    for (Attestation before : prompt.attestations()) {
      if (before.statement().who().equals(answer.who())) {
        throw Answers.refused(
            "\"%s\" gave the first word already; \"%s\" takes another person's, too"
                .formatted(answer.who(), choice),
            "ask somebody else to answer with --key FILE");
      }
    }
  }
}
