package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import java.util.List;

/** What a person types to let a database that was restored beside take the old one's place. */
final class HandSwitch {
  private final List<NodeShell> nodes;

  HandSwitch(Database database) {
    this.nodes = NodeShell.all(database);
  }

  /** Ending a recovery by promotion would replay all there is beyond the target (f02). */
  String open() {
    return "On OLD's host. Never `pg_promote`: it would replay everything. Repeat the second line until it"
        + " shows `f`, only then go on.\n\n"
        + onHost(
            """
            psql {beside} -Atc "select pg_wal_replay_resume()"
            psql {beside} -Atc "select pg_is_in_recovery()"
            {pg_ctl} -D {data}.by-hand -w -m fast stop""")
        + "- [ ] The second line showed `f`, and `recovery.signal` is gone from the new directory.\n";
  }

  /**
   * Targets that stay behind stop the next standby at the old point (f09); f34 is the first write.
   */
  String switching() {
    return "First, on the host of every standby: it must neither serve nor follow the damaged history.\n\n"
        + standbys(
            """
            {stop}
            mv {data}/global/pg_control {data}/global/pg_control.fenced""")
        + "Then on OLD's host, after the fence above. Settings that stay behind would stop the next standby at"
        + " the old target, or hold the first write up. The old directory is kept.\n\n"
        + onHost(
            """
            grep synchronous_standby_names {data}/postgresql*.conf
            cp -a {data}/*.conf {data}.by-hand/
            sed -i -E '/^ *(recovery_|restore_command|primary_|default_transaction_read_only)/d' {data}.by-hand/postgresql.auto.conf
            echo "synchronous_standby_names = ''" >> {data}.by-hand/postgresql.auto.conf
            mv {data} {data}.kept && mv {data}.by-hand {data}
            {start}
            {psql} "select pg_is_in_recovery(), pg_walfile_name(pg_current_wal_lsn())\"""")
        + """
        - [ ] `synchronous_standby_names` was: `________`
        - [ ] The last line showed `f` and a timeline, its first eight digits, above TIMELINE: `________`
        """;
  }

  String compare() {
    return "The kept directory holds every row that was written after the target. Start a *copy* of it, never"
        + " itself, and compare each table; lines with `<` are only in the old one.\n\n"
        + onHost(
            """
            cp -a {data}.kept {data}.compare
            mv {data}.compare/global/pg_control.fenced {data}.compare/global/pg_control
            rm -f {data}.compare/postmaster.pid
            cat >> {data}.compare/postgresql.auto.conf <<'END'
            port = 5998
            listen_addresses = '127.0.0.1'
            archive_mode = off
            external_pid_file = ''
            synchronous_standby_names = ''
            default_transaction_read_only = on
            END
            {pg_ctl} -D {data}.compare -l {data}.compare.log -w start
            psql {kept} -c "copy (select * from TABLE order by 1) to stdout" > TABLE.old
            psql {connection} -c "copy (select * from TABLE order by 1) to stdout" > TABLE.new
            diff TABLE.old TABLE.new > TABLE.diff
            {pg_ctl} -D {data}.compare -w -m fast stop""")
        + "- [ ] Files kept at: `________`, rows to bring back: `________`\n";
  }

  String measure() {
    return "Every COMMIT past LSN is lost by the switch; an error about an invalid record or a missing file"
        + " at the end is normal. If the first files are gone from the kept directory, they are in the"
        + " archive.\n\n"
        + onHost(
            "{pg_waldump} --path={data}.kept/pg_wal --timeline=$((0xTIMELINE)) --start=LSN"
                + " --rmgr=Transaction | grep COMMIT")
        + """
        - [ ] Lost commits: `________`, oldest: `________`, newest: `________`
        - [ ] Last write before the outage: `________`, first write after it: `________`
        """;
  }

  String settle() {
    return "**Keep**, when the files of the comparison are safe: on OLD's host remove the old directory, then"
        + " make every standby anew as the checklist of `reprotect` says; there OLD is that standby and NEW"
        + " the node that was switched.\n\n"
        + onHost("rm -r {data}.kept")
        + "**Undo** loses what was written since the switch, and frees held writes:\n\n"
        + onHost(
            """
            {stop}
            mv {data} {data}.undone && mv {data}.kept {data}
            mv {data}/global/pg_control.fenced {data}/global/pg_control
            {start}
            {psql} "alter system reset default_transaction_read_only"
            {psql} "select pg_reload_conf()\"""")
        + "Then on the host of every standby:\n\n"
        + standbys(
            """
            mv {data}/global/pg_control.fenced {data}/global/pg_control
            {start}""")
        + "- [ ] Keep or undo: `________`, decided by: `________`\n";
  }

  private String onHost(String commands) {
    return NodeShell.each(
        nodes,
        node -> "**If OLD is** " + node.place() + ":\n\n" + NodeShell.shell(node.fill(commands)));
  }

  private String standbys(String commands) {
    return NodeShell.each(
        nodes,
        node ->
            "**If** `"
                + node.name()
                + "` **is a standby**:\n\n"
                + NodeShell.shell(node.fill(commands)));
  }
}
