package dev.bosai.workflows.run;

import dev.bosai.runbooks.Durations;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.view.Measured;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Fills {@code {…}} with what the run knows when a step begins; what is not known yet reads
 * "unknown".
 */
final class Facts {
  private final RunInput input;
  private final Recoveries recoveries;
  private final Board board;

  Facts(RunInput input, Recoveries recoveries, Board board) {
    this.input = input;
    this.recoveries = recoveries;
    this.board = board;
  }

  String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> fact : known().entrySet()) {
      filled = filled.replace("{" + fact.getKey() + "}", fact.getValue());
    }
    return filled;
  }

  /** Returns where the run stands, in one line, for a message without a text of its own. */
  String summary() {
    String title = input.plan().runbook().title();
    if (board.measured() != null) {
      return fill(title + ": restored on {candidate}; writes were out for {outage}; lost: {loss}");
    }
    if (recoveries.all().stream().anyMatch(one -> one.move().isPlanned())) {
      return fill(title + ": {old_primary} hands over to {candidate}; no loss is accepted");
    }
    boolean aimed =
        recoveries.all().stream().anyMatch(one -> one.pointInTime().aimIfAny().isPresent());
    return fill(
        aimed
            ? title + ": {database} goes back to {point}"
            : title + ": {old_primary} is down, {candidate} takes over; loss at most {loss_bound}");
  }

  /** Returns the facts an approval shows, in a fixed order. */
  Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>(known());
    shown.values().removeIf("unknown"::equals);
    // Every prompt stands under the run's own name.
    shown.keySet().removeAll(List.of("system", "run"));
    if (Objects.equals(shown.get("loss"), shown.get("loss_bound"))) {
      shown.remove("loss");
    }
    return shown;
  }

  private Map<String, String> known() {
    String system = input.plan().system().system();
    Optional<Recovery> recovery = recoveries.all().stream().findFirst();
    Optional<Assessment> found = recovery.flatMap(Recovery::assessmentIfAny);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("system", system);
    facts.put("run", system + "@" + input.id());
    facts.put("database", input.plan().inputs().getOrDefault("database", "unknown"));
    facts.put("candidate", found.map(Assessment::candidate).orElse("unknown"));
    facts.put("old_primary", found.map(Assessment::oldPrimary).orElse("unknown"));
    facts.put("loss_bound", found.map(Assessment::lossText).orElse("unknown"));
    facts.put("loss", loss(found));
    facts.put("outage", outage());
    facts.put("proof", recovery.flatMap(Recovery::proofIfAny).map(Facts::name).orElse("unknown"));
    facts.put(
        "fork",
        recovery
            .flatMap(Recovery::promotedIfAny)
            .map(done -> done.fork().toString())
            .orElse("unknown"));
    facts.put(
        "timeline",
        recovery
            .flatMap(Recovery::promotedIfAny)
            .map(done -> String.valueOf(done.timeline()))
            .orElse("unknown"));
    facts.put("target", input.plan().inputs().getOrDefault("target", "unknown"));
    Optional<PointInTime> point = recovery.map(Recovery::pointInTime);
    Optional<Aim> aim = point.flatMap(PointInTime::aimIfAny);
    facts.put("point", aim.map(Aim::text).orElse("unknown"));
    facts.put("after", aim.map(Aim::after).map(String::valueOf).orElse("unknown"));
    facts.put(
        "choice", point.flatMap(PointInTime::choiceIfAny).map(Ruling::choice).orElse("unknown"));
    facts.put("protection", board.protection());
    return facts;
  }

  /** The measured loss once there is one, the bound before. */
  private String loss(Optional<Assessment> found) {
    Measured measured = board.measured();
    return measured == null
        ? found.map(Assessment::lossText).orElse("unknown")
        : measured.loss().get(0).text();
  }

  private String outage() {
    Measured measured = board.measured();
    Long ms = measured == null ? null : measured.outageMs();
    return ms == null ? "unknown" : Durations.words(Duration.ofMillis(ms));
  }

  private static String name(FenceProof proof) {
    return proof.getClass().getSimpleName();
  }
}
