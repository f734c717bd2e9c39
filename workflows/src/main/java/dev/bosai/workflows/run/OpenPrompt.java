package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.view.Need;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question on the desk: who may answer it now, until when, and how it was settled. */
final class OpenPrompt {
  private final String id;
  private final Question question;
  private final List<String> tiers;
  private final Instant askedAt;
  private int tier;
  private int deadlinesPassed;
  private @Nullable Instant until;
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
    return new Need(
        id,
        question.decision(),
        question.step(),
        by(),
        until,
        question.choices(),
        question.facts(),
        FactsHash.of(question.facts()),
        question.text(),
        askedAt);
  }
}
