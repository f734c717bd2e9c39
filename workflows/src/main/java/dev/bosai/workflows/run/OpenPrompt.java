package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.port.Attestation;
import dev.bosai.workflows.view.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question on the desk: who may answer it now, until when, and how it was settled. */
final class OpenPrompt {
  /** How long after the last hand-over people are told once more; doubled each time. */
  private static final Duration FIRST_REMINDER = Duration.ofHours(1);

  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private final String id;
  private final Question question;
  private final List<String> tiers;
  private final Instant askedAt;
  private final List<Attestation> attestations = new ArrayList<>();
  private int tier;
  private int deadlinesPassed;
  private int reminders;
  private @Nullable Instant until;
  private @Nullable Instant reminder;
  private @Nullable Ruling ruling;

  OpenPrompt(String id, Question question, List<String> tiers, Instant askedAt) {
    this.id = id;
    this.question = question;
    this.tiers = tiers;
    this.askedAt = askedAt;
    this.tier = tiers.indexOf(question.by());
    this.until = question.within() == null ? null : askedAt.plus(question.within());
  }

  /** The deadline passed: the next tier is asked, or the step's other branch follows. */
  void deadlinePassed(Instant now) {
    deadlinesPassed++;
    if (question.otherwise() != Otherwise.HOLD) {
      ruling = new Ruling("deadline", "", "nobody answered in time");
      return;
    }
    boolean more = tier + 1 < tiers.size();
    tier = more ? tier + 1 : tier;
    until = more && question.within() != null ? now.plus(question.within()) : null;
    reminder = until == null ? now.plus(FIRST_REMINDER) : null;
  }

  /** Nobody is left to hand over to, and nobody answered: a question is never forgotten. */
  void reminded(Instant now) {
    reminders++;
    Duration silence = FIRST_REMINDER.multipliedBy(1L << Math.min(reminders, 5));
    reminder = now.plus(silence.compareTo(LONGEST_SILENCE) < 0 ? silence : LONGEST_SILENCE);
  }

  /** Returns when people are told once more; null before the last hand-over. */
  @Nullable Instant reminder() {
    return reminder;
  }

  String reminderKey() {
    return "reminded/" + id + "/" + reminders;
  }

  String reminderText(Instant now) {
    return "nobody answered \""
        + question.text()
        + "\" for "
        + Duration.between(askedAt, now).toMinutes()
        + " minutes; the run holds until it is answered by: "
        + by();
  }

  /** A receiver drops a message whose key it knows, so no two passed deadlines share one. */
  String handOverKey() {
    return "handed-over/" + id + "/" + deadlinesPassed + "-" + by();
  }

  /** Says what follows the deadline that passed last. */
  String handOverText() {
    return "nobody answered \"" + question.text() + "\" in time; " + follows();
  }

  private String follows() {
    if (ruling != null) {
      String what = question.otherwise() == Otherwise.ABORT ? "ends" : "goes on";
      return "the run " + what + ", as the runbook says";
    }
    return (until == null ? "the run holds until it is answered by: " : "asked now: ") + by();
  }

  void settle(Ruling given) {
    ruling = given;
  }

  /** Whoever is asked next sees, and signs, who attested before. */
  void attested(Attestation given) {
    attestations.add(given);
  }

  List<Attestation> attestations() {
    return List.copyOf(attestations);
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(question.facts());
    for (Attestation one : attestations) {
      boolean attests = one.statement().choice().equals(Signatories.ATTEST);
      facts.put(
          attests ? "attested by" : one.statement().choice() + " said by",
          one.words() + "; one more person is needed");
    }
    return facts;
  }

  /** Names those whose words were given so far. */
  String whoseWords() {
    return attestations.stream()
        .map(one -> one.statement().who())
        .collect(Collectors.joining(" and "));
  }

  String id() {
    return id;
  }

  Question question() {
    return question;
  }

  Instant askedAt() {
    return askedAt;
  }

  @Nullable Instant until() {
    return until;
  }

  @Nullable Ruling ruling() {
    return ruling;
  }

  /** A role that is no tier is asked itself, before the tiers are. */
  String by() {
    return tier < 0 ? question.by() : tiers.get(tier);
  }

  Need need() {
    Map<String, String> facts = facts();
    return new Need(
        id,
        question.decision(),
        question.step(),
        by(),
        until,
        question.choices(),
        facts,
        FactsHash.of(facts),
        question.text(),
        askedAt);
  }
}
