package dev.bosai.app.report;

import dev.bosai.app.run.Request;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The run of {@link SampleRuns}, as it asks the commander before it goes on. */
public final class SampleApproval {
  private static final String LOSS = "about 0.4 s of writes (estimate from the probe)";
  private static final String QUESTION = "Promote db2, loss at most " + LOSS + "?";
  private static final Instant ASKED = SampleRuns.STARTED.plusMillis(430);

  private SampleApproval() {}

  /** It waits for an answer that somebody else is asked for in time. */
  public static RunSnapshot asking() {
    return new RunSnapshot(
        "recovery/shop",
        "01a20a70-01bd-7e2c-b1f3-6e56669b3a44",
        SampleRuns.header(RunState.WAITING, need(), null, null),
        List.of(
            new StepView(
                "approve",
                "approve",
                QUESTION,
                StepState.WAITING,
                1,
                ASKED,
                null,
                QUESTION,
                0,
                Map.of()),
            SampleRuns.pending("fence", "Fence the old primary of main")),
        List.of(),
        null,
        PointInTimeView.NONE,
        new Request("", 300),
        null);
  }

  private static Need need() {
    return new Need(
        "approve-1",
        "approve",
        "approve",
        "commander",
        ASKED.plus(Duration.ofMinutes(10)),
        List.of("approve", "reject", "abort"),
        SampleRuns.facts(
            "database", "main", "candidate", "db2", "old_primary", "db1", "loss_bound", LOSS),
        "9c995985",
        QUESTION,
        ASKED);
  }
}
