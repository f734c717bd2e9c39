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
  RESUME("Goes on after a pause.", false, false, "network team is done");

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

  /** Returns the name of the command and of the Update. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
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

  /** Returns whether it answers a prompt; the others may come at any time. */
  boolean answersPrompt() {
    return this != ABORT && this != PAUSE && this != RESUME;
  }
}
