package dev.bosai.app.run;

import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.Map;
import java.util.Optional;

/** How far work on backups has come, read from what Temporal describes. */
final class Progressing {
  private static final Map<String, String> WORDS =
      Map.of(
          "Reach", "looking for the primary",
          "Tell", "telling the channels",
          "Mark", "asking the primary");

  private Progressing() {}

  static String sentence(DescribeWorkflowExecutionResponse described, DataConverter converter) {
    return described.getPendingActivitiesList().stream()
        .findFirst()
        .map(activity -> sentence(activity, converter))
        .orElse("waits for a worker");
  }

  private static String sentence(PendingActivityInfo activity, DataConverter converter) {
    if (activity.hasLastFailure() && !started(activity)) {
      return "is tried again; the last try failed: " + cause(activity.getLastFailure());
    }
    if (!started(activity)) {
      return "waits for a worker of the site";
    }
    return details(activity, converter)
        .orElseGet(() -> WORDS.getOrDefault(activity.getActivityType().getName(), "under way"));
  }

  private static boolean started(PendingActivityInfo activity) {
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;
  }

  /** Details of another form than ours say nothing to a person. */
  private static Optional<String> details(PendingActivityInfo activity, DataConverter converter) {
    if (activity.getHeartbeatDetails().getPayloadsCount() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          converter.fromPayloads(
              0, Optional.of(activity.getHeartbeatDetails()), String.class, String.class));
    } catch (DataConverterException another) {
      return Optional.empty();
    }
  }

  private static String cause(Failure failure) {
    Failure told = failure;
    while (told.getMessage().isBlank() && told.hasCause()) {
      told = told.getCause();
    }
    return told.getMessage().lines().findFirst().orElse("");
  }
}
