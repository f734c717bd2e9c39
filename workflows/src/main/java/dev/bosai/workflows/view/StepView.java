package dev.bosai.workflows.view;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run as people see it.
 *
 * @param id unique within the run
 * @param kind the runbook's word
 * @param title with facts filled in once the step began
 * @param state where it stands
 * @param attempts tries in all, manual retries included
 * @param startedAt null before it began
 * @param endedAt null before it ended
 * @param sentence what came out, or why it failed or waits; empty before
 * @param waitedMs how long people were waited for within it, in milliseconds
 * @param evidence typed facts the step recorded, by name
 */
public record StepView(
    String id,
    String kind,
    String title,
    StepState state,
    int attempts,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String sentence,
    long waitedMs,
    Map<String, String> evidence) {

  /** Returns this step in another state, saying why. */
  public StepView with(StepState newState, String why) {
    return new StepView(
        id, kind, title, newState, attempts, startedAt, endedAt, why, waitedMs, evidence);
  }

  /** Returns this step with facts that it recorded on its way. */
  public StepView shown(Map<String, String> facts) {
    return new StepView(
        id, kind, title, state, attempts, startedAt, endedAt, sentence, waitedMs, facts);
  }

  /** Returns this step with one more fact. */
  public StepView and(String name, String fact) {
    Map<String, String> facts = new LinkedHashMap<>(evidence);
    facts.put(name, fact);
    return shown(facts);
  }

  /** Returns this step passed over, its title filled in. */
  public StepView passedOver(String filledTitle, String why) {
    return new StepView(
        id,
        kind,
        filledTitle,
        StepState.NOT_NEEDED,
        attempts,
        startedAt,
        endedAt,
        why,
        waitedMs,
        evidence);
  }

  /** Returns this step begun: a first try keeps its time, later ones only count. */
  public StepView begun(String filledTitle, Instant at) {
    return new StepView(
        id,
        kind,
        filledTitle,
        StepState.RUNNING,
        attempts + 1,
        startedAt == null ? at : startedAt,
        null,
        "",
        waitedMs,
        evidence);
  }

  /**
   * Returns this step in the given state with what it came to; {@code at} is null if it goes on.
   */
  public StepView ended(
      StepState newState, @Nullable Instant at, String what, Map<String, String> facts) {
    return new StepView(id, kind, title, newState, attempts, startedAt, at, what, waitedMs, facts);
  }

  /** Returns this step with at least so many tries. */
  public StepView triedAtLeast(int tries) {
    return new StepView(
        id,
        kind,
        title,
        state,
        Math.max(attempts, tries),
        startedAt,
        endedAt,
        sentence,
        waitedMs,
        evidence);
  }

  /** Returns this step after people were waited for. */
  public StepView waited(long moreMs) {
    return new StepView(
        id,
        kind,
        title,
        state,
        attempts,
        startedAt,
        endedAt,
        sentence,
        waitedMs + moreMs,
        evidence);
  }
}
