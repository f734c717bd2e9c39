package dev.bosai.app.cli;

import java.util.Locale;

/** What people can tell a run. */
enum Choice {
  APPROVE("Answers the open approval with yes.", true, false, "loss is acceptable"),
  REJECT(
      "Answers the open approval with no: the step's other branch follows.",
      true,
      false,
      "wait for the old site"),
  RETRY("Tries the failed step again.", false, false, "host is back"),
  SKIP(
      "Goes on without the failed step; recorded, and not offered for steps that keep data safe.",
      true,
      true,
      "cache is gone anyway"),
  ABORT(
      "Ends the run in the named safe state of its current step.",
      true,
      true,
      "primary is healthy again"),
  PAUSE(
      "Begins no further step until resumed; the current one ends.",
      false,
      false,
      "network team is at work"),
  RESUME("Goes on after a pause.", false, false, "network team is done"),
  READ_ONLY(
      "Holds writes from now on: sessions end, and new ones cannot write.",
      true,
      false,
      "every further order is lost"),
  KEEP_SERVING(
      "Lets clients go on writing; the loss of a later switch grows.",
      false,
      false,
      "only one table is wrong"),
  SWITCH(
      "Lets what was restored take the damaged node's place.",
      true,
      true,
      "looked at orders, all there"),
  EXTRACT(
      "Brings single tables or rows back out of what was restored; shows the difference first.",
      false,
      true,
      "only orders is needed"),
  DISCARD(
      "Removes what was restored beside, or what a promotion kept of the old timeline.",
      true,
      true,
      "wrong moment"),
  KEEP(
      "Makes a switch final, and removes what it replaced; or keeps a promotion's old timeline.",
      true,
      true,
      "checked by the shop team"),
  UNDO(
      "Takes a switch back, as long as nobody but the probe wrote.",
      true,
      true,
      "restored to the wrong minute"),
  OVERRIDE(
      "Takes a switch back although others wrote since; what they wrote stays beside.",
      true,
      true,
      "the old data is worth more"),
  ATTEST(
      "Gives your signed word, as one of two, that a node cannot write which nothing proves.",
      true,
      true,
      "site is without power, seen on the spot");

  private final String description;
  private final boolean confirmed;
  private final boolean reasoned;
  private final String example;

  Choice(String description, boolean confirmed, boolean reasoned, String example) {
    this.description = description;
    this.confirmed = confirmed;
    this.reasoned = reasoned;
    this.example = example;
  }

  /** Returns the name of the command, and of what it answers. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether it picks one of a question's own choices. */
  boolean picks() {
    return compareTo(RESUME) > 0;
  }

  String description() {
    return description;
  }

  /** Returns whether the person is asked once more. */
  boolean confirmed() {
    return confirmed;
  }

  /** Returns whether a reason must be given. */
  boolean reasoned() {
    return reasoned;
  }

  /** Returns a reason a person might give, for the help. */
  String example() {
    return example;
  }

  /** Returns whether it counts with a signature only. */
  boolean signed() {
    return this == ATTEST;
  }

  /** Returns whether it can be said of an old directory that no run asks about. */
  boolean settlesOld() {
    return this == KEEP || this == DISCARD;
  }

  /** Returns whether it answers a prompt; the others may come at any time. */
  boolean answersPrompt() {
    return this != ABORT && this != PAUSE && this != RESUME;
  }
}
