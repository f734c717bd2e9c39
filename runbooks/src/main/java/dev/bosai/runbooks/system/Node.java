package dev.bosai.runbooks.system;

/**
 * One database server.
 *
 * @param site where it stands
 * @param host how other sites reach it
 * @param port how other sites reach it; on its own host the server's real port is read from its
 *     data directory
 * @param data absolute path of the data directory on its host
 * @param control how the server process is started and stopped
 */
public record Node(String site, String host, int port, String data, NodeControl control) {}
