package dev.bosai.workflows.port;

import java.time.Duration;

/** Names of the task queues: who polls one can reach what it is for. */
public final class TaskQueues {
  /**
   * After this a worker that died while it decided what comes next is noticed. Temporal's own ten
   * seconds would be spent on the outage; a decision takes milliseconds, or a second on a cold
   * worker of a busy host.
   */
  public static final Duration DECIDES_WITHIN = Duration.ofSeconds(5);

  private TaskQueues() {}

  /** Runs, and work that any worker of the system can do. */
  public static String system(String system) {
    return "bosai/" + system;
  }

  /** Work on the hosts of one site. */
  public static String site(String system, String site) {
    return "bosai/" + system + "/site/" + site;
  }

  /** What the probe of one database saw. */
  public static String probe(String system, String database) {
    return "bosai/" + system + "/probe/" + database;
  }

  /** One process's own, for as long as it rehearses. */
  public static String rehearsal(String system, String process) {
    return "bosai/" + system + "/rehearsal/" + process;
  }
}
