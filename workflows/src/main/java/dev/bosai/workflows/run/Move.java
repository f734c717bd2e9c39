package dev.bosai.workflows.run;

/** What a run knows of a planned move of one database. */
final class Move {
  private boolean planned;
  private String streamsAs = "";
  private boolean drained;
  private boolean followed;

  /**
   * Nothing may be lost by what follows.
   *
   * @param name under which the standby streams from the primary; empty if it is not its own
   */
  void planned(String name) {
    planned = true;
    streamsAs = name;
  }

  String streamsAs() {
    return streamsAs;
  }

  boolean isPlanned() {
    return planned;
  }

  /** Clients may be led to nobody, and writes held, from now on. */
  void drainBegins() {
    drained = true;
  }

  /** The primary serves as before. */
  void putBack() {
    drained = false;
  }

  boolean isDrained() {
    return drained;
  }

  /** The old primary follows the new one. */
  void followed() {
    followed = true;
  }

  boolean isFollowed() {
    return followed;
  }
}
