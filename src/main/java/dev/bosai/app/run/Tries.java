package dev.bosai.app.run;

import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.TemporalFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tries that Temporal makes by itself: a run does not hear of them, so they are read from its
 * history, and those still under way from its description. An activity belongs to the step whose id
 * its summary begins with.
 *
 * @param again tries beyond the first, by step
 * @param failures why the last try failed, by step whose activity is tried again now
 */
record Tries(Map<String, Integer> again, Map<String, String> failures) {

  /**
   * Counts them. An activity that ended between the two readings stands in both, so its highest
   * number counts once.
   *
   * @param history read after the description
   * @param pending as described
   */
  static Tries of(
      List<HistoryEvent> history, List<PendingActivityInfo> pending, DataConverter converter) {
    Map<Long, String> scheduled = new HashMap<>();
    Map<String, String> steps = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (HistoryEvent event : history) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        String activity = event.getActivityTaskScheduledEventAttributes().getActivityId();
        scheduled.put(event.getEventId(), activity);
        steps.put(activity, step(event, converter));
      } else if (event.hasActivityTaskStartedEventAttributes()) {
        // Written when the activity has ended, with the number of its last try.
        var started = event.getActivityTaskStartedEventAttributes();
        String activity = scheduled.getOrDefault(started.getScheduledEventId(), "");
        last.merge(activity, started.getAttempt(), Math::max);
      }
    }
    Map<String, String> failures = new HashMap<>();
    for (PendingActivityInfo activity : pending) {
      last.merge(activity.getActivityId(), activity.getAttempt(), Math::max);
      if (activity.hasLastFailure()) {
        String step = steps.getOrDefault(activity.getActivityId(), "");
        failures.put(step, sentence(activity.getLastFailure(), converter));
      }
    }
    return new Tries(byStep(last, steps), Map.copyOf(failures));
  }

  private static Map<String, Integer> byStep(Map<String, Integer> last, Map<String, String> steps) {
    Map<String, Integer> again = new HashMap<>();
    last.forEach(
        (activity, attempt) ->
            again.merge(steps.getOrDefault(activity, ""), Math.max(0, attempt - 1), Integer::sum));
    return Map.copyOf(again);
  }

  /** Returns a step as it is with these tries. */
  StepView shown(StepView step) {
    int more = again.getOrDefault(step.id(), 0);
    String failure = failures.get(step.id());
    String sentence =
        failure == null || step.state() != StepState.RUNNING
            ? step.sentence()
            : "is tried again; the last try failed: " + failure;
    return step.triedAtLeast(step.attempts() + more).with(step.state(), sentence);
  }

  private static String step(HistoryEvent event, DataConverter converter) {
    Payload summary = event.getUserMetadata().getSummary();
    if (summary.getMetadataCount() == 0) {
      return "";
    }
    String text = converter.fromPayload(summary, String.class, String.class);
    return text.split("[,:]", 2)[0];
  }

  // A time-out wraps what was reported last; the cause is what a person can act on. What a failure
  // says may be encrypted, so the converter reads it.
  private static String sentence(Failure failure, DataConverter converter) {
    Throwable told = converter.failureToException(failure);
    while (words(told).isBlank() && told.getCause() != null) {
      told = told.getCause();
    }
    return words(told);
  }

  private static String words(Throwable failure) {
    return failure instanceof TemporalFailure own
        ? String.valueOf(own.getOriginalMessage())
        : String.valueOf(failure.getMessage());
  }
}
