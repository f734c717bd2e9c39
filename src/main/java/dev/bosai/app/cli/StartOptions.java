package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.Plan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a start is told besides the plan. */
final class StartOptions {
  @Option(
      names = "--incident-began",
      paramLabel = "TIME",
      description = "When the incident began, with its zone: 2026-11-23T03:14:07+09:00.")
  private @Nullable String incidentBegan;

  @Option(
      names = "--accept-loss",
      paramLabel = "DURATION",
      description =
          "A bound of the loss up to this needs no approval, for example 30s; default: the"
              + " system's policy, or the RPO with --yes.")
  private @Nullable String acceptLoss;

  @Option(names = "--who", paramLabel = "PERSON", description = "Who starts it; default: $USER.")
  private @Nullable String who;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Sign the start with this SSH key; default, where the system file names people: the"
              + " starter's own.")
  private @Nullable Path key;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it is started; it stands in the report.")
  private String reason = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; accepts a loss up to the RPO.")
  private boolean yes;

  boolean yes() {
    return yes;
  }

  /** Reads everything that was typed, so that a mistake is told before anybody is asked. */
  void check(Plan plan, Surroundings surroundings) {
    who(surroundings);
    reason();
    incidentBegan(surroundings.clock());
    acceptedLoss(plan);
    if (!yes) {
      Questions.demandSomebody(surroundings);
    }
  }

  /** Returns who starts it: who was named, else the person at the keyboard. */
  String who(Surroundings surroundings) {
    return Typed.name("--who", who == null ? surroundings.user() : who);
  }

  @Nullable Path key() {
    return key;
  }

  String reason() {
    return Typed.line("--reason", reason);
  }

  /** Returns when the incident began; null if nobody said. */
  @Nullable Instant incidentBegan(Clock clock) {
    if (incidentBegan == null) {
      return null;
    }
    Instant began = Moment.parse(incidentBegan);
    if (began.isAfter(clock.instant())) {
      throw new Fault(
          Blame.USAGE,
          "the incident cannot have begun in the future: \"" + incidentBegan + "\" is " + began,
          "check the zone");
    }
    return began;
  }

  /** Returns the bound of the loss that needs no approval. */
  Duration acceptedLoss(Plan plan) {
    if (acceptLoss != null) {
      return DurationOption.parse(acceptLoss);
    }
    return yes ? plan.runbook().objectives().rpo() : plan.system().policy().acceptLoss();
  }
}
