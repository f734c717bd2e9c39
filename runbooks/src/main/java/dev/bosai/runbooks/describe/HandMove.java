package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import java.util.List;

/** What a person types to move a healthy primary; the order within a step is the engine's. */
final class HandMove {
  private final Database database;
  private final List<NodeShell> nodes;

  HandMove(Database database) {
    this.database = database;
    this.nodes = NodeShell.all(database);
  }

  String assess() {
    return "Ask every node what it is. `f` is a primary, `t` a standby.\n\n"
        + NodeShell.shell(
            NodeShell.each(
                nodes,
                node ->
                    "# "
                        + node.name()
                        + "\n"
                        + node.psql(
                            "select pg_is_in_recovery(), system_identifier from pg_control_system()")
                        + "\n"
                        + node.psql(
                            "select application_name, state,"
                                + " pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)"
                                + " from pg_stat_replication where not pg_is_in_recovery()")))
        + """
        - [ ] Exactly one node shows `f`. If none does, stop here: this is `replica-promotion`.
        - [ ] All show the same system identifier.
        - [ ] OLD, the primary: `________`
        - [ ] NEW, a standby that OLD shows as `streaming`, at most 16777216 behind: `________`
        """;
  }

  String drain() {
    return "First a checkpoint on OLD, so that its stop is short:\n\n"
        + NodeShell.shell(ifOld("checkpoint"))
        + database.route().accept(new HandDrain(database, nodes))
        + "Then hold writes on OLD, and end its sessions:\n\n"
        + NodeShell.shell(
            ifOld("alter system set default_transaction_read_only = on")
                + "\n"
                + ifOld("select pg_reload_conf()")
                + "\n"
                + ifOld(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where backend_type = 'client backend' and pid <> pg_backend_pid()"))
        + "Repeat on OLD until the second column, what NEW replayed, has reached the first:\n\n"
        + NodeShell.shell(
            ifOld("select pg_current_wal_flush_lsn(), replay_lsn from pg_stat_replication"))
        + """
        - [ ] Both columns were equal: `________`

        To give up, on OLD: `alter system reset default_transaction_read_only`, `select pg_reload_conf()`; then lead the
        route back to OLD, as "repoint" says with OLD in the place of NEW.

        """;
  }

  String demote() {
    return "Do the part of OLD only, on its host, as the owner of its data directory.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If OLD is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        node.stop()
                            + "\n"
                            + node.program("pg_controldata")
                            + " -D "
                            + node.data()
                            + " | grep -e 'cluster state' -e 'Latest checkpoint location'\n"
                            + "mv "
                            + node.data()
                            + "/global/pg_control "
                            + node.data()
                            + "/global/pg_control.fenced"))
        + "What NEW has replayed:\n\n"
        + NodeShell.shell(
            NodeShell.each(
                nodes,
                node ->
                    "# if NEW is "
                        + node.name()
                        + "\n"
                        + node.psql("select pg_last_wal_replay_lsn()")))
        + """
        - [ ] The cluster state was `shut down`; any other is no planned move: stop here.
        - [ ] OLD's last checkpoint: `________`. NEW has replayed more than that: `________`. If not, stop here.
        """;
  }

  private String ifOld(String sql) {
    return NodeShell.each(nodes, node -> "# if OLD is " + node.name() + "\n" + node.psql(sql));
  }
}
