package dev.bosai.runbooks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The closed list of what {@code {…}} in a runbook may name; filled in when a step begins. */
public enum Fact {
  SYSTEM("name of the system"),
  RUN("the run, as `system@id`"),
  DATABASE("the database the run is about"),
  CANDIDATE("the standby that is, or was, promoted"),
  OLD_PRIMARY("the node that was the primary when the run began"),
  LOSS_BOUND("upper limit of the loss as known before promotion"),
  LOSS("the measured loss; before it is measured, its bound"),
  FORK("position in the log where the new timeline begins"),
  TIMELINE("number of the new timeline"),
  OUTAGE("the measured outage; before it is measured, the time since the incident began"),
  PROOF("what shows that the old primary cannot write"),
  TARGET("the moment or position to go back to, as it was asked for"),
  POINT("the point a restore ends at, one sentence"),
  AFTER("how many transactions committed after that point, all of which a switch loses"),
  CHOICE("what a person chose to do with what was restored"),
  PROTECTION("`exposed`, `standby-only` or `protected`");

  private final String doc;

  Fact(String doc) {
    this.doc = doc;
  }

  /** Returns the word as it stands between the braces. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what the fact is, without a full stop. */
  public String doc() {
    return doc;
  }

  /** Returns the fact of that word. */
  public static Optional<Fact> of(String word) {
    return Arrays.stream(values()).filter(fact -> fact.word().equals(word)).findFirst();
  }

  /** Returns all words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Fact::word).toList();
  }
}
