package dev.bosai.activities.postgres.host;

import java.time.Instant;

/**
 * That a living server was seen. As long as any process of it lives, its PID namespace does, and no
 * other one gets that namespace's number; so whoever stands where it was seen from would see it.
 *
 * @param pid of its postmaster
 * @param started when it was started
 * @param from where it was seen from
 */
public record Sighting(long pid, Instant started, Vantage from) {

  /** Returns the sighting of a server from here. */
  public static Sighting of(PostmasterFile server, Vantage here) {
    return new Sighting(server.pid(), server.started(), here);
  }
}
