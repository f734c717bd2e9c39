package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.view.Need;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question on the desk: who may answer it now, until when, and how it was settled. */
final class OpenPrompt {
  private final String id;
  private final Question question;
  private final List<String> tiers;
  private final Instant askedAt;
  private int tier;
  private @Nullable Instant until;
  private @Nullable Ruling ruling;

  OpenPrompt(String id, Question question, List<String> tiers, Instant askedAt) {
    this.id = id;
    this.question = question;
    this.tiers = from(question.by(), tiers);
    this.askedAt = askedAt;
    this.until = question.within() == null ? null : askedAt.plus(question.within());
  }

  /** Whom the question asks comes first, also where the system's tiers do not name that role. */
  private static List<String> from(String role, List<String> tiers) {
    int at = tiers.indexOf(role);
    if (at >= 0) {
      return tiers.subList(at, tiers.size());
    }
    return role.isEmpty() ? tiers : Stream.concat(Stream.of(role), tiers.stream()).toList();
  }

  /** The deadline passed: the next tier is asked, or the step's other branch follows. */
  void deadlinePassed(Instant now) {
    if (question.otherwise() != Otherwise.HOLD) {
      ruling = new Ruling("deadline", "", "nobody answered in time");
      return;
    }
    boolean more = tier + 1 < tiers.size();
    tier = more ? tier + 1 : tier;
    until = more && question.within() != null ? now.plus(question.within()) : null;
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

  String by() {
    return tiers.isEmpty() || question.by().isEmpty() ? question.by() : tiers.get(tier);
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
