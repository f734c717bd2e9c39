package dev.bosai.runbooks.system;

/**
 * A place that fails as one.
 *
 * @param home whether the service normally runs here
 * @param role what the site holds
 */
public record Site(boolean home, Role role) {
  /** What a site holds. */
  public enum Role {
    /** Database servers. */
    DATA,
    /** Temporal, probe, router; no data. */
    WITNESS
  }
}
