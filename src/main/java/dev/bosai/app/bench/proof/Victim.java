package dev.bosai.app.bench.proof;

import java.util.Locale;

/** What a storm kills while a recovery is under way. */
enum Victim {
  /** Temporal's server. */
  TEMPORAL("temporal"),
  /** The worker of the site where the primary died or will be. */
  TOKYO("worker-tokyo"),
  /** The worker of the other site. */
  US_WEST("worker-us-west"),
  /** The route of all clients. */
  ROUTER("router"),
  /** Who measures. */
  PROBE("probe"),
  /** The command that started the recovery. */
  COMMAND(""),
  /** All processes of the server that is to be promoted, or was. */
  CANDIDATE("");

  private final String daemon;

  Victim(String daemon) {
    this.daemon = daemon;
  }

  /** Returns the name of the lab's process; empty if it is none. */
  String daemon() {
    return daemon;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
