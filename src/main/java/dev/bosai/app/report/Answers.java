package dev.bosai.app.report;

import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exact commands that answer what a run needs, and what each of them does. */
public final class Answers {
  private Answers() {}

  /**
   * One answer.
   *
   * @param command as it is typed
   * @param meaning what follows, a few words
   */
  public record Answer(String command, String meaning) {}

  /** Returns one answer for each choice. */
  public static List<Answer> of(RunHeader header, Need need) {
    return need.choices().stream()
        .map(
            choice ->
                new Answer(
                    "bosai " + choice + " " + header.run() + tables(choice, need) + " --why \"…\"",
                    meaning(choice, need)))
        .toList();
  }

  /** Returns the facts that are to be shown beside the question: those it does not tell itself. */
  public static Map<String, String> facts(Need need) {
    Map<String, String> facts = new LinkedHashMap<>(need.facts());
    if (need.decision().equals("repair")) {
      facts.values().removeIf(need.text()::contains);
    }
    return facts;
  }

  /** Returns the commands alone. */
  public static List<String> commands(RunHeader header, Need need) {
    return of(header, need).stream().map(Answer::command).toList();
  }

  /** Rows come back into tables that somebody names, unless the run was started with them. */
  private static String tables(String choice, Need need) {
    boolean named = !need.facts().getOrDefault("tables", "").isBlank();
    return choice.equals("extract") && !named ? " --tables public.TABLE" : "";
  }

  private static String meaning(String choice, Need need) {
    return switch (choice) {
      case "approve" -> need.decision().equals("manual") ? "it was done by hand" : "yes, go on";
      case "reject" -> "no; the runbook says what follows";
      case "retry" -> "try \"" + need.step() + "\" again, its cause mended";
      case "skip" -> "go on without \"" + need.step() + "\"; recorded";
      case "resume" -> "go on";
      case "read-only" -> "hold writes now; an exact boundary";
      case "keep-serving" -> "clients go on; the loss grows";
      case "switch" -> "what was restored takes the node's place";
      case "extract" -> "bring back these tables only";
      case "discard" -> "remove what was restored";
      case "keep" -> "it stays; the old directory is removed";
      case "undo" -> "go back to the old directory";
      case "override" -> "go back although others wrote";
      case "attest" -> "your signed word, as one of two, that it cannot write";
      case "abort" -> "end the run; \"bosai plan\" names how";
      default -> "";
    };
  }
}
