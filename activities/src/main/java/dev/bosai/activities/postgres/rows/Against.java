package dev.bosai.activities.postgres.rows;

/** What rows were compared with, in the words of the files that show them. */
enum Against {
  /** What a switch has put in the old directory's place. */
  RESTORED(
      "restored",
      " that were written after the target",
      "and are not in what was restored.",
      "while it is as it was restored."),
  /** The primary that took over. */
  LIVE(
      "live",
      " that commits past the fork wrote on the old",
      "timeline and the new one has not.",
      "while it is as it was compared with.");

  private final String base;
  private final String which;
  private final String lacking;
  private final String unchanged;

  Against(String base, String which, String lacking, String unchanged) {
    this.base = base;
    this.which = which;
    this.lacking = lacking;
    this.unchanged = unchanged;
  }

  /** Returns the word for a row of the other side. */
  String base() {
    return base;
  }

  String which() {
    return which;
  }

  String lacking() {
    return lacking;
  }

  String unchanged() {
    return unchanged;
  }
}
