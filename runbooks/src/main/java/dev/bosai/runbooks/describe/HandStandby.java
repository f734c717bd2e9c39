package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import java.util.List;
import java.util.Optional;

/** What a person types to bring redundancy back to one PostgreSQL database. */
final class HandStandby {
  private final List<NodeShell> nodes;

  HandStandby(Database database) {
    this.nodes = NodeShell.all(database);
  }

  String rejoin() {
    return "On OLD's host, as the owner of the data directory. The whole old directory stays; a copy"
        + " is made anew. Stop a supervisor first.\n\n"
        + NodeShell.each(nodes, this::rejoinNode)
        + "- [ ] Nobody deletes the directory that was moved aside before the lost commits are"
        + " settled.\n";
  }

  private String rejoinNode(NodeShell node) {
    Optional<NodeShell> source =
        nodes.stream().filter(other -> !other.name().equals(node.name())).findFirst();
    String more =
        nodes.size() > 2 ? "# the source is NEW; change it if that is another node\n" : "";
    return "**If OLD is** "
        + node.place()
        + ":\n\n"
        + NodeShell.shell(
            "mv "
                + node.data()
                + " "
                + node.data()
                + ".old-by-hand\n"
                + more
                + node.program("pg_basebackup")
                    .replace(node.data() + "/PG_VERSION", node.data() + ".old-by-hand/PG_VERSION")
                + " --pgdata="
                + node.data()
                + " --dbname="
                + source.map(NodeShell::connection).orElse("")
                + " --wal-method=stream --checkpoint=fast --write-recovery-conf\n"
                + "echo \"port = "
                + node.port()
                + "\" >> "
                + node.data()
                + "/postgresql.auto.conf\n"
                + node.start());
  }

  String awaitStandby() {
    return "On NEW, until `state` is `streaming` for OLD's address:\n\n"
        + NodeShell.shell(
            NodeShell.each(
                nodes,
                node ->
                    "# if NEW is "
                        + node.name()
                        + "\n"
                        + node.psql(
                            "select client_addr, state, replay_lsn from pg_stat_replication")))
        + "- [ ] Put `synchronous_standby_names` back to what was written down before, with"
        + " `alter system` and `select pg_reload_conf()`.\n";
  }
}
