package dev.bosai.app.report;

import dev.bosai.app.run.Request;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.runbooks.Level;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs as they might have been on the night of 23 November 2026. */
public final class SampleRuns {
  /** When the primary died. */
  public static final Instant BEGAN = Instant.parse("2026-11-23T03:14:07.200Z");

  /** When the commander started the run. */
  public static final Instant STARTED = Instant.parse("2026-11-23T03:14:31Z");

  /** When the samples are read. */
  public static final Instant NOW = Instant.parse("2026-11-23T03:20:00Z");

  private static final String PLAN =
      "9f2c1d0a7b3e4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5";
  private static final String UNFENCED =
      "no proof that \"db1\" cannot write: no worker of site \"tokyo\" took up \"Fence\" within 10 s\n"
          + "  HINT: start a worker of site \"tokyo\" on the host of \"db1\" (bosai worker --site tokyo),"
          + " then retry or abort; both ask that host";
  private static final String TRIED =
      "method \"node\": on the host of \"db1\", by a worker of site \"tokyo\"";
  private static final String OLD_DIRECTORY = "/var/lib/postgresql/15/main.bosai/preserved/7f3k";

  private SampleRuns() {}

  /** A recovery that waited for an approval, lost 23 commits, and met both objectives. */
  public static RunSnapshot recovered() {
    Instant restored = STARTED.plusMillis(17_410);
    return new RunSnapshot(
        "recovery/shop",
        "01a20a70-01bd-7e2c-b1f3-6e56669b3a44",
        header(RunState.DONE, null, restored, STARTED.plusMillis(21_900)),
        recoveredSteps(),
        List.of(
            new DecisionView(
                STARTED.plusMillis(14_300), "ken", "approve approve", "0.4 s is nothing", false)),
        measured(),
        PointInTimeView.NONE,
        new Request("power loss in tokyo", 30_000),
        null);
  }

  /** The same night, but the fence could not be proven and the run waits. */
  public static RunSnapshot waiting() {
    return new RunSnapshot(
        "recovery/shop",
        "01a20a70-01bd-7e2c-b1f3-6e56669b3a44",
        header(RunState.WAITING, need(), null, null),
        List.of(
            step("assess", "assess", "Assess the nodes of main", StepState.DONE, 0, 410),
            new StepView(
                "fence",
                "fence",
                "Fence the old primary of main",
                StepState.WAITING,
                1,
                STARTED.plusMillis(450),
                null,
                UNFENCED,
                0,
                Map.of("tried", TRIED)),
            pending("promote", "Promote the best standby of main")),
        List.of(),
        null,
        PointInTimeView.NONE,
        new Request("", 900_000),
        null);
  }

  private static Need need() {
    return new Need(
        "fence-1",
        "repair",
        "fence",
        "",
        null,
        List.of("retry", "abort"),
        facts("step", "fence", "failure", UNFENCED, "tried", TRIED),
        "5d41402a",
        "step \"fence\" failed: " + UNFENCED,
        STARTED.plusMillis(10_500));
  }

  static RunHeader header(
      RunState state, @Nullable Need need, @Nullable Instant restored, @Nullable Instant ended) {
    return new RunHeader(
        "shop",
        "shop@7f3k",
        "replica-promotion",
        "Promote the best standby",
        PLAN,
        Level.L2,
        state,
        need == null ? "" : need.step(),
        need,
        new ClockView(BEGAN, "probe", Duration.ofHours(1).toMillis()),
        restored == null ? "unknown" : "exposed",
        STARTED,
        "aya",
        restored,
        ended,
        ended == null ? "" : "restored-exposed",
        ended == null ? "" : "reprotect/shop/main",
        need == null ? "every step has ended" : need.text(),
        Duration.ofMinutes(15).toMillis(),
        3);
  }

  private static List<StepView> recoveredSteps() {
    return Stream.concat(untilRouted().stream(), sinceRouted().stream()).toList();
  }

  private static List<StepView> untilRouted() {
    return List.of(
        step("assess", "assess", "Assess the nodes of main", StepState.DONE, 20, 410)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(410),
                "\"db1\" is gone; \"db2\" is the candidate, behind by at most 0.4 s",
                facts("candidate", "db2", "timeline", "1", "loss bound", "0.4 s")),
        approval(),
        step("fence", "fence", "Fence the old primary of main", StepState.DONE, 14_320, 14_760)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(14_760),
                "\"db1\" cannot write: proven on its own host",
                facts(
                    "proof", "NodeDown",
                    "node", "db1",
                    "system identifier", "7423561098234561098",
                    "killed processes", "7",
                    "shown", "shared memory 0 attached; port 5432 refuses; restart blocked")),
        step(
                "promote",
                "promote",
                "Promote the best standby of main",
                StepState.DONE,
                14_790,
                15_880)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(15_880),
                "\"db2\" takes writes on timeline 2",
                facts("node", "db2", "timeline", "2", "fork", "0/5A3C1D8")),
        step("repoint", "repoint", "Lead clients of main to db2", StepState.DONE, 15_900, 16_120)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(16_120),
                "clients are led to \"db2\"",
                facts("route", "router leads to db2", "closed connections", "14")),
        notNeeded());
  }

  private static List<StepView> sinceRouted() {
    return List.of(
        step(
                "verify",
                "verify",
                "Verify a write to main through the public route",
                StepState.DONE,
                16_150,
                17_410)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(17_410),
                "a write through the public route was acknowledged on timeline 2",
                facts("timeline", "2", "server", "10.2.0.5:5432")),
        step(
                "preserve",
                "preserve",
                "Preserve the old timeline of main",
                StepState.DONE,
                17_440,
                20_300)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(20_300),
                "the old timeline's writes are kept: 23 commits lost",
                facts("directory", OLD_DIRECTORY, "fork", "0/5A3C1D8", "lost commits", "23")),
        step(
                "measure",
                "measure",
                "Measure outage and loss of main",
                StepState.DONE,
                20_330,
                21_850)
            .ended(
                StepState.DONE,
                STARTED.plusMillis(21_850),
                "writes were out for 40.9 s; lost: 23 commits",
                facts("probe gap ms", "0")));
  }

  private static StepView approval() {
    return step(
            "approve", "approve", "Promote db2, loss at most 0.4 s?", StepState.DONE, 430, 14_310)
        .waited(13_870)
        .ended(
            StepState.DONE,
            STARTED.plusMillis(14_310),
            "approved by ken: 0.4 s is nothing",
            Map.of());
  }

  private static StepView notNeeded() {
    return step("redeploy", "redeploy", "Restart api", StepState.DONE, 16_125, 16_125)
        .ended(StepState.NOT_NEEDED, STARTED.plusMillis(16_125), "the route moved", Map.of());
  }

  private static Measured measured() {
    Instant last = BEGAN;
    Instant first = BEGAN.plusMillis(40_910);
    return new Measured(
        40_910L,
        last,
        first,
        "probe",
        List.of(
            new LossFound(
                "wal",
                "all commits",
                23,
                last.minusMillis(380),
                last,
                380,
                List.of("741", "742", "743", "745", "746", "747", "749"),
                OLD_DIRECTORY + "/lost.txt",
                "0b6a1f7b9f1d4c3e8a5b6c7d8e9f00112233445566778899aabbccddeeff0011",
                "23 commits were on the dead node's disk past the fork and are not on the new timeline"),
            new LossFound(
                "probe",
                "probe rows",
                2,
                last.minusMillis(200),
                last,
                200,
                List.of("10411", "10412"),
                "",
                "",
                "2 acknowledged probe rows (0.2 s of acknowledged writes) are missing; other tables may"
                    + " have lost more")));
  }

  private static StepView step(
      String id, String kind, String title, StepState state, long fromMs, long toMs) {
    return new StepView(
        id,
        kind,
        title,
        state,
        1,
        STARTED.plusMillis(fromMs),
        STARTED.plusMillis(toMs),
        "",
        0,
        Map.of());
  }

  static StepView pending(String id, String title) {
    return new StepView(id, id, title, StepState.PENDING, 0, null, null, "", 0, Map.of());
  }

  static Map<String, String> facts(String... namesAndValues) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int n = 0; n < namesAndValues.length; n += 2) {
      facts.put(namesAndValues[n], namesAndValues[n + 1]);
    }
    return facts;
  }
}
