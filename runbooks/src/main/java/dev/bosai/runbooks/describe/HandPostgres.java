package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person types to do the engine's work on one PostgreSQL database. The order within a step
 * is the engine's: the start is blocked before anything is killed, since a supervisor would bring
 * the server back in between.
 */
final class HandPostgres {
  private final Database database;
  private final List<NodeShell> nodes;

  HandPostgres(Database database) {
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
                            "select pg_is_in_recovery(), pg_last_wal_receive_lsn(),"
                                + " now() - pg_last_xact_replay_timestamp()")
                        + "\n"
                        + node.psql("select system_identifier from pg_control_system()")))
        + """
        - [ ] The primary takes no writes. If it does, stop here: this is no failover.
        - [ ] Every standby that answers shows the same system identifier.
        - [ ] OLD, the node that was the primary: `________`
        - [ ] NEW, the standby with the highest second column: `________`
        - [ ] At most this was lost (third column of NEW): `________`
        """;
  }

  String fence() {
    return "Do the part of OLD only, on its host, as root. **The next step splits the data if OLD"
        + " can still write.**\n\n"
        + NodeShell.each(nodes, this::fenceNode)
        + new FenceDoing(database).byHand(nodes)
        + """
        If the host cannot be reached: cut its power or network, have somebody else read that back, and write down
        both names. A timeout is no proof.

        - [ ] The second block showed nothing alive, `nattch` 0 or no such segment, and a refused connection.
        """;
  }

  private String fenceNode(NodeShell node) {
    String alive =
        "for p in /proc/[0-9]*; do [ \"$(readlink \"$p/cwd\")\" = \"$(readlink -f "
            + node.data()
            + ")\" ]";
    return "**If OLD is** "
        + node.place()
        + ":\n\n"
        + NodeShell.shell(
            "mv "
                + node.data()
                + "/global/pg_control "
                + node.data()
                + "/global/pg_control.fenced\n"
                + alive
                + " && kill -9 \"${p#/proc/}\"; done")
        + NodeShell.shell(
            alive
                + " && echo \"alive: ${p#/proc/}\"; done\n"
                + "ipcs -m -i \"$(sed -n 7p "
                + node.data()
                + "/postmaster.pid | awk '{print $2}')\"\n"
                + node.psql("select 1"));
  }

  String promote() {
    return "Do the part of NEW only. Repeat `pg_promote` every second until the line after it shows"
        + " `f`: one call in three is noticed late. The error \"recovery is not in progress\" then means that it is done.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If NEW is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        node.psql("show synchronous_standby_names")
                            + "\n"
                            + node.psql("alter system set synchronous_standby_names = ''")
                            + "\n"
                            + node.psql("select pg_reload_conf()")
                            + "\n"
                            + node.psql("select pg_promote(false)")
                            + "\n"
                            + node.psql("select pg_is_in_recovery()")
                            + "\n"
                            + node.psql("select pg_walfile_name(pg_current_wal_lsn())")))
        + """
        - [ ] `synchronous_standby_names` was (without clearing it the first write hangs): `________`
        - [ ] The first eight digits of the last line, the new timeline: `________`
        """;
  }

  String repoint() {
    return followers() + database.route().accept(new HandRoute(database, nodes));
  }

  private String followers() {
    return nodes.size() < 3
        ? ""
        : "On every standby other than NEW: in `primary_conninfo`, put NEW's host and port.\n\n"
            + NodeShell.shell(
                NodeShell.each(
                    nodes,
                    node ->
                        "# "
                            + node.name()
                            + "\n"
                            + node.psql("show primary_conninfo")
                            + "\n"
                            + node.psql("alter system set primary_conninfo = '________'")
                            + "\n"
                            + node.psql("select pg_reload_conf()")));
  }

  String verify() {
    String at = database.route().at().get(0);
    int colon = at.lastIndexOf(':');
    boolean one = database.route().at().size() == 1;
    String connection =
        one
            ? NodeShell.connection(database, at.substring(0, colon), at.substring(colon + 1))
            : everyNode();
    return "Write as a client does, through "
        + String.join(", ", database.route().at())
        + ".\n\n"
        + NodeShell.shell(
            NodeShell.psql(connection, "create schema if not exists bosai")
                + "\n"
                + NodeShell.psql(
                    connection,
                    "create table if not exists bosai.by_hand (at timestamptz default now())")
                + "\n"
                + NodeShell.psql(connection, "insert into bosai.by_hand default values")
                + "\n"
                + NodeShell.psql(connection, "select pg_walfile_name(pg_current_wal_lsn())"))
        + "- [ ] The row was taken at `________`, and the last line begins with the new timeline.\n";
  }

  private String everyNode() {
    List<String> at = database.route().at();
    Function<Function<String, String>, String> all =
        part -> at.stream().map(part).collect(Collectors.joining(","));
    return NodeShell.connection(
            database,
            all.apply(address -> address.substring(0, address.lastIndexOf(':'))),
            all.apply(address -> address.substring(address.lastIndexOf(':') + 1)))
        .replaceAll("\"$", " target_session_attrs=read-write\"");
  }

  String preserve() {
    return "On OLD's host, before anything there is started, rewound or deleted:\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If OLD is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        "mkdir -p "
                            + node.data()
                            + ".bosai/by-hand\ncp -a "
                            + node.data()
                            + "/pg_wal "
                            + node.data()
                            + "/global/pg_control.fenced "
                            + node.data()
                            + ".bosai/by-hand/"));
  }

  String measure() {
    return "The fork is the second word of the last line of NEW's newest history file. On OLD's"
        + " host, every COMMIT past it is lost; an error about an invalid record at the end is"
        + " normal.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If NEW is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        "tail -n 1 \"$(ls " + node.data() + "/pg_wal/*.history | tail -n 1)\"")
                    + "**If OLD is** `"
                    + node.name()
                    + "` (FORK as shown; TIMELINE of OLD):\n\n"
                    + NodeShell.shell(
                        node.program("pg_waldump")
                            + " --path="
                            + node.data()
                            + "/pg_wal --timeline=TIMELINE --start=FORK --rmgr=Transaction |"
                            + " grep COMMIT"))
        + """
        - [ ] Fork: `________`, lost commits: `________`, oldest: `________`, newest: `________`
        - [ ] Last write before the outage: `________`, first write after it: `________`
        """;
  }
}
