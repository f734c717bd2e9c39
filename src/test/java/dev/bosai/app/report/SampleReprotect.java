package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.runbooks.Level;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The run that followed {@link SampleRuns#recovered()}. */
public final class SampleReprotect {
  private static final Instant BEGAN = SampleRuns.STARTED.plusSeconds(22);
  private static final String FAILED = "step \"rejoin\" failed: the disk is full";

  private SampleReprotect() {}

  /** It waits for a repair. */
  public static RunSnapshot waiting() {
    return new RunSnapshot(
        "reprotect/shop/main",
        "01a20a70-0b2d-7d11-9f0a-8d1c2b3a4f5e",
        header(),
        List.of(rejoin(), awaitStandby()),
        List.of(),
        null,
        PointInTimeView.NONE,
        null,
        null);
  }

  private static RunHeader header() {
    return new RunHeader(
        "shop",
        "shop@7f3k-reprotect",
        "reprotect",
        "Bring redundancy back",
        "5e1d",
        Level.L2,
        RunState.WAITING,
        "rejoin",
        need(),
        new ClockView(BEGAN, "assumed", Duration.ofHours(4).toMillis()),
        "exposed",
        BEGAN,
        "shop@7f3k",
        null,
        null,
        "",
        "",
        FAILED,
        0,
        2);
  }

  private static Need need() {
    return new Need(
        "rejoin-1",
        "repair",
        "rejoin",
        "",
        null,
        List.of("retry", "abort"),
        SampleRuns.facts("step", "rejoin", "failure", "the disk is full", "node", "db1"),
        "6c1f",
        FAILED,
        BEGAN.plusMillis(900));
  }

  private static StepView rejoin() {
    return new StepView(
        "rejoin",
        "rejoin",
        "Rejoin db1 as a standby",
        StepState.WAITING,
        3,
        BEGAN,
        null,
        "the disk is full",
        0,
        Map.of("node", "db1"));
  }

  private static StepView awaitStandby() {
    return new StepView(
        "await-standby",
        "await-standby",
        "Wait until db1 streams",
        StepState.PENDING,
        0,
        null,
        null,
        "",
        0,
        Map.of());
  }
}
