package dev.bosai.workflows.port;

/** Names of the task queues: who polls one can reach what it is for. */
public final class TaskQueues {
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
