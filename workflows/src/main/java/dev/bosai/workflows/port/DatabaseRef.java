package dev.bosai.workflows.port;

/**
 * Names a database; the worker looks the rest up in its own configuration and refuses what is not
 * listed there.
 *
 * @param system name of the system
 * @param database name of the database within the system
 */
public record DatabaseRef(String system, String database) {
  /** Names one of this database's nodes. */
  public NodeRef node(String node) {
    return new NodeRef(system, database, node);
  }
}
