package dev.bosai.activities.postgres.start;

/** Why a node may start, or must not. */
public enum Reason {
  /** It comes up as a standby and takes no writes. */
  STANDBY(true, "standby"),
  /** Everything else was asked, and nothing stands against it. */
  NEWEST(true, "newest"),
  /** Nothing that answered stands against it; not everything did. */
  ALONE(true, "alone"),
  /** There is no cluster in the directory. */
  NO_CLUSTER(false, "no-cluster"),
  /** A fence blocks its start. */
  FENCED(false, "fenced"),
  /** Its fence was taken back, and not by Bosai. */
  FENCE_TAKEN_BACK(false, "fence-taken-back"),
  /** The other nodes are of another cluster. */
  ANOTHER_CLUSTER(false, "another-cluster"),
  /** Another node is on a newer timeline. */
  NEWER_TIMELINE(false, "newer-timeline"),
  /** Another node takes writes on the very same timeline. */
  SECOND_PRIMARY(false, "second-primary"),
  /** Another node takes writes on a timeline that this one did not come from. */
  DIVERGED(false, "diverged"),
  /** The route was cut from every node under a newer token. */
  ROUTE_CUT(false, "route-cut"),
  /** Clients are led to another node. */
  ROUTE_ELSEWHERE(false, "route-elsewhere"),
  /** Not everything answered, and it was to be strict. */
  NOT_ASKED(false, "not-asked");

  private final boolean allows;
  private final String word;

  Reason(boolean allows, String word) {
    this.allows = allows;
    this.word = word;
  }

  /** Returns whether the server may be started. */
  public boolean allows() {
    return allows;
  }

  /** Returns the word that scripts read. */
  public String word() {
    return word;
  }
}
