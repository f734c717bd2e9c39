package dev.bosai.workflows.run;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.ProbeActivities.MeasureProbe;
import dev.bosai.workflows.port.ProbeActivities.ProbeMeasured;
import dev.bosai.workflows.port.SwitchActivities.LostBySwitch;
import dev.bosai.workflows.view.Measured;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the data and the client's side say, strongest source first. */
final class MeasureStep {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);

  private final Ports ports;
  private final Recoveries recoveries;
  private final Board board;
  private final String run;

  MeasureStep(Ports ports, Recoveries recoveries, Board board, String run) {
    this.ports = ports;
    this.recoveries = recoveries;
    this.board = board;
    this.run = run;
  }

  Outcome carryOut(Measure step) {
    Recovery recovery = recoveries.of(step.database());
    Map<String, String> evidence = new LinkedHashMap<>();
    Optional<ProbeMeasured> probe = probe(step, recovery, evidence);
    List<LossFound> loss = new ArrayList<>();
    recovery.preservedIfAny().ifPresent(kept -> loss.add(kept.lost()));
    lostBySwitch(step, recovery).ifPresent(loss::add);
    probe.ifPresent(seen -> loss.add(seen.lost()));
    if (loss.isEmpty()) {
      loss.add(estimate(recovery));
    }
    Measured measured = measured(probe, loss);
    board.measured(measured);
    loss.forEach(found -> evidence.put("loss by " + found.source(), found.text()));
    probe.ifPresent(seen -> evidence.put("probe gap ms", String.valueOf(seen.gap())));
    String outage =
        probe
            .map(
                seen ->
                    "writes were out for " + Durations.words(Duration.ofMillis(seen.outageMs())))
            .orElse("outage unknown");
    return new Outcome(outage + "; lost: " + loss.get(0).text(), evidence);
  }

  private Optional<LossFound> lostBySwitch(Measure step, Recovery recovery) {
    PointInTime point = recovery.pointInTime();
    return point
        .switchedIfAny()
        .map(
            switched ->
                ports
                    .switches(step.head(), point.node())
                    .lostBySwitch(new LostBySwitch(point.node(), switched, point.aim().after())));
  }

  private Optional<ProbeMeasured> probe(
      Measure step, Recovery recovery, Map<String, String> evidence) {
    MeasureProbe request =
        new MeasureProbe(
            ports.database(step.database()),
            run,
            board.clock().startedAt(),
            recovery.promoted().timeline());
    try {
      return Optional.of(
          ports.probe(step.head(), step.database(), BEGINS_WITHIN).measureProbe(request));
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      evidence.put("probe", Failed.sentence(silent));
      return Optional.empty();
    }
  }

  private static Measured measured(Optional<ProbeMeasured> probe, List<LossFound> loss) {
    return new Measured(
        probe.map(ProbeMeasured::outageMs).orElse(null),
        probe.map(ProbeMeasured::lastWriteBefore).orElse(null),
        probe.map(ProbeMeasured::firstWriteAfter).orElse(null),
        probe.isPresent() ? "probe" : LossFound.ESTIMATE,
        loss);
  }

  private static LossFound estimate(Recovery recovery) {
    String text = recovery.assessmentIfAny().map(Assessment::lossText).orElse("unknown");
    return new LossFound(LossFound.ESTIMATE, "writes", 0, null, null, 0, List.of(), "", "", text);
  }
}
