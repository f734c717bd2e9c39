package dev.bosai.workflows.run;

/**
 * How a question was settled.
 *
 * @param choice the update that answered it, or {@code deadline}
 * @param who the person; empty for a deadline
 * @param why the person's reason
 * @param tables that a choice names; empty for all others
 */
record Ruling(String choice, String who, String why, String tables) {
  Ruling(String choice, String who, String why) {
    this(choice, who, why, "");
  }

  /** Says who settled it, for people. */
  String by() {
    return who.isEmpty() ? why : "by " + who + (why.isBlank() ? "" : ": " + why);
  }

  /** Says how a step's question was settled. */
  String told(String step) {
    return "\"" + step + "\" was answered: " + (who.isEmpty() ? why : choice + " by " + who);
  }
}
