package dev.bosai.app.worker;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.run.ReplicaPromotionRun;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.Test;

/**
 * A rehearsal that stops early warms little up. If this fails after a change of the workflows,
 * record {@code rehearsal/promotion.json} anew: {@code temporal workflow show --output json} of a
 * promotion in the lab.
 */
class RehearsalTest {
  @Test
  void theRecordedPromotionIsDecidedTheSameWayToday() {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .build();
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = temporal.newWorker("rehearsal");
      worker.registerWorkflowImplementationTypes(ReplicaPromotionRun.class);

      assertThatCode(() -> Rehearsal.replay(worker)).doesNotThrowAnyException();
    }
  }
}
