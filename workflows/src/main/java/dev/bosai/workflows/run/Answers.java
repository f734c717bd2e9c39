package dev.bosai.workflows.run;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.view.Need;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must satisfy before it is recorded; whatever is refused says why and what to try.
 */
final class Answers {
  private Answers() {}

  static void demandLive(Board board) {
    if (board.state().ended()) {
      throw refused(
          "the run has ended: " + board.state().word(), "start a new run if one is needed");
    }
  }

  static void demandWho(Answer answer) {
    if (answer.who().isBlank()) {
      throw refused("the answer names nobody", "say who decides with --who");
    }
  }

  static void demandWhy(String choice, Answer answer) {
    if (answer.why().isBlank()) {
      throw refused("\"" + choice + "\" needs a reason", "give one with --why");
    }
  }

  static void demandChoice(String choice, Question question) {
    if (!question.choices().contains(choice)) {
      throw refused(
          "\"" + choice + "\" does not answer \"" + question.text() + "\"",
          "choose one of " + question.choices());
    }
  }

  /** Rows come back into tables that somebody named, here or when the run was started. */
  static void demandTables(Choosing choosing, @Nullable OpenPrompt prompt) {
    boolean named =
        prompt != null && !prompt.question().facts().getOrDefault("tables", "").isBlank();
    if (choosing.choice().equals("extract") && choosing.tables().isBlank() && !named) {
      throw refused("\"extract\" names no table", "name them with --tables \"public.orders\"");
    }
  }

  static void demandFacts(Answer answer, Need need) {
    if (!need.factsHash().equals(answer.factsHash())) {
      throw refused(
          "the facts changed since they were shown; now: " + need.facts(),
          "look again with status, then answer");
    }
  }

  static ApplicationFailure notOpen(String prompt, @Nullable String settled) {
    return settled == null
        ? refused(
            "no question \"" + prompt + "\" is open", "look at what the run waits for with status")
        : refused(
            "question \"" + prompt + "\" is settled already: " + settled, "nothing is to be done");
  }

  static ApplicationFailure refused(String message, String hint) {
    return ApplicationFailure.newNonRetryableFailure(
        message + "\n  HINT: " + hint, FailureType.REFUSED.name());
  }
}
