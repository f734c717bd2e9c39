package dev.bosai.workflows.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a waiting run needs from a person.
 *
 * @param id of the prompt; an answer names it
 * @param decision as the run's questions have it, for example {@code approve} or {@code override}
 * @param step id of the step it is about
 * @param by the role that may answer now
 * @param until when it is handed to the next tier; null if never
 * @param choices the updates that answer it, for example {@code retry}
 * @param facts what is shown; an answer to other facts is refused
 * @param factsHash of the facts; an answer names it
 * @param text one sentence for people
 * @param askedAt since when it is waited for; null in memos of runs that are older than this field
 */
public record Need(
    String id,
    String decision,
    String step,
    String by,
    @Nullable Instant until,
    List<String> choices,
    Map<String, String> facts,
    String factsHash,
    String text,
    @Nullable Instant askedAt) {
  /** The fact that says which answers take two people's signed words. */
  public static final String TWO_PEOPLE = "two people";
}
