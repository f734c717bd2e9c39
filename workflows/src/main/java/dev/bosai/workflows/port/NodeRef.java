package dev.bosai.workflows.port;

/**
 * Names a node; the worker looks the rest up in its own configuration and refuses what is not
 * listed there.
 *
 * @param system name of the system
 * @param database name of the database within the system
 * @param node name of the node within the database
 */
public record NodeRef(String system, String database, String node) {}
