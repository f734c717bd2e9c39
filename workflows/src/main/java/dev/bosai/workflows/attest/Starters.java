package dev.bosai.workflows.attest;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.system.Person;
import dev.bosai.workflows.RunInput;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may start a run: where people are named, a commander, whose key signs exactly what is
 * started.
 *
 * @param people by name, as the reader's own system file has them
 */
public record Starters(Map<String, Person> people) {
  /** How far apart a signature and the start may lie; the clocks of two hosts differ, too. */
  private static final Duration FRESH = Duration.ofMinutes(15);

  /** Returns what a starter signs. */
  public static Statement statement(RunInput input, Instant at) {
    String system = input.plan().system().system();
    return new Statement(
        system + "@" + input.id(),
        "start",
        input.planSha256(),
        "start " + input.plan().runbook().name(),
        "at %s, accepting a loss of up to %s, incident began %s, redundancy by plan %s"
            .formatted(
                at,
                input.acceptedLoss(),
                Objects.requireNonNullElse(input.incidentBegan(), "at an unknown time"),
                input.reprotectSha256().isEmpty() ? "none" : input.reprotectSha256()),
        input.startedBy(),
        "");
  }

  /**
   * Refuses a start by somebody who may not.
   *
   * @throws MayNotStart if the name is none of the people, or without the role
   */
  public void demandCommander(String who) {
    Person person = people.get(who);
    if (people.isEmpty()) {
      return;
    }
    if (person == null) {
      throw new MayNotStart(
          "\"" + who + "\" is nobody the system file names under \"people\"",
          "start it as one of " + people.keySet().stream().sorted().toList() + " with --who");
    }
    if (!person.roles().contains(Person.COMMANDER)) {
      throw new MayNotStart(
          "\"start\" is not for \"%s\", who is %s"
              .formatted(who, String.join(", ", person.roles())),
          "ask a commander");
    }
  }

  /** Returns whether a start in a name counts with a signature only. */
  public boolean mustSign(String who) {
    Person person = people.get(who);
    return person != null && !person.key().isEmpty();
  }

  /**
   * Refuses a start that its starter may not make or did not sign.
   *
   * @param now when it was started
   * @throws MayNotStart that says why
   */
  public void verify(RunInput input, Instant now) {
    demandCommander(input.startedBy());
    RunInput.SignedStart signed = input.signed();
    if (signed == null) {
      if (mustSign(input.startedBy())) {
        throw new MayNotStart(
            "the start is not signed by \"" + input.startedBy() + "\"",
            "\"bosai start\" signs it; --key FILE names the key");
      }
      return;
    }
    if (Duration.between(signed.at(), now).abs().compareTo(FRESH) > 0) {
      throw new MayNotStart(
          "the start was signed at " + signed.at() + ", and it is " + now,
          "start it again; if the two hosts' clocks differ, correct them");
    }
    demandSame(input.plan(), input.planSha256());
    demandSame(input.reprotect(), input.reprotectSha256());
    verify(statement(input, signed.at()), signed.armored());
  }

  /** What is signed is a digest, so it must be the plan's. */
  private static void demandSame(@Nullable Plan plan, String sha256) {
    if (plan != null && !PlanDigest.sha256(plan).equals(sha256)) {
      throw new MayNotStart("the plan is not the one that was signed", "start it again");
    }
  }

  private void verify(Statement statement, String armored) {
    try {
      new Attestors(people).verify(statement, armored);
    } catch (BadSignature bad) {
      throw new MayNotStart(
          "the signature of \"" + statement.who() + "\" does not hold: " + bad.getMessage(),
          "name with --key FILE the key that the system file has of \"" + statement.who() + "\"");
    }
  }
}
