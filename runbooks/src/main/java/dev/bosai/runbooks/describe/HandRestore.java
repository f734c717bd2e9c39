package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types to bring one database back to a moment: beside, never over. The target is a
 * position, since a time that no commit follows ends in a FATAL, and no target at all opens the
 * database wherever its WAL happens to end.
 */
final class HandRestore {
  private final List<NodeShell> nodes;
  private final @Nullable Backups backups;

  HandRestore(Database database) {
    this.nodes = NodeShell.all(database);
    this.backups = database.backups();
  }

  String aim(String target) {
    return "The target is `"
        + target
        + "`. OLD is the node that is primary now. Archive what it has, then find the mistake's"
        + " transaction: each COMMIT is shown with its time, a drop with `rels:`.\n\n"
        + primary(node -> node.psql("select pg_switch_wal()"))
        + NodeShell.shell(
            "ls -d "
                + directory()
                + "/base/*/backup.json | tail -n 3\n"
                + first().program("pg_waldump")
                + " --path="
                + directory()
                + "/wal --rmgr=Transaction FIRST_SEGMENT LAST_SEGMENT | grep COMMIT")
        + """
        - [ ] OLD: `________`, mistake's transaction (`tx:`): `________`, its first record (`lsn:`): `________`
        - [ ] BACKUP, the newest that ended before it: `________`
        - [ ] No segment between BACKUP and that record is missing in the archive.
        """;
  }

  String holdWrites() {
    return "Every write after the target is lost by a switch. To stop them now:\n\n"
        + primary(
            node ->
                node.psql("alter system set default_transaction_read_only = on")
                    + "\n"
                    + node.psql("select pg_reload_conf()")
                    + "\n"
                    + node.psql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where"
                            + " backend_type = 'client backend' and pid <> pg_backend_pid()"))
        + "- [ ] Held at `________`, or it keeps serving, decided by: `________`\n";
  }

  String restore() {
    return "On OLD's host, into a new directory. Its own port, no archiving, paused at the target.\n\n"
        + NodeShell.each(nodes, this::restoreBeside)
        + "- [ ] `pg_get_wal_replay_pause_state` shows `paused`.\n";
  }

  private String restoreBeside(NodeShell node) {
    String beside = node.data() + ".by-hand";
    return "**If OLD is** "
        + node.place()
        + ":\n\n"
        + NodeShell.shell(
            "cp -a "
                + directory()
                + "/base/BACKUP/data "
                + beside
                + "\ncat >> "
                + beside
                + "/postgresql.auto.conf <<'END'\n"
                + "port = 5999\narchive_mode = on\narchive_command = '/bin/false'\n"
                + "restore_command = 'cp "
                + directory()
                + "/wal/%f %p'\n"
                + "recovery_target_lsn = 'FIRST_RECORD'\nrecovery_target_inclusive = off\n"
                + "recovery_target_timeline = 'current'\nrecovery_target_action = pause\n"
                + "END\ntouch "
                + beside
                + "/recovery.signal\n"
                + node.program("pg_ctl")
                + " -D "
                + beside
                + " -l "
                + beside
                + ".log -w start\npsql \"port=5999\" -Atc \"select pg_get_wal_replay_pause_state()\"");
  }

  String preview() {
    return """
        Look at the tables on port 5999 of OLD's host; nothing there can be changed.

        - [ ] What was lost is there, seen by: `________`
        """;
  }

  String open() {
    return "On OLD's host. Never `pg_promote`: it would replay everything.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If OLD is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        "psql \"port=5999\" -Atc \"select pg_wal_replay_resume()\"\n"
                            + "psql \"port=5999\" -Atc \"select pg_is_in_recovery()\"\n"
                            + node.program("pg_ctl")
                            + " -D "
                            + node.data()
                            + ".by-hand -w -m fast stop"))
        + "- [ ] The second line showed `f`.\n";
  }

  String switching() {
    return "On OLD's host, after the fence above. The old directory is kept.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If OLD is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell(
                        "cp -a "
                            + node.data()
                            + "/*.conf "
                            + node.data()
                            + ".by-hand/\nmv "
                            + node.data()
                            + " "
                            + node.data()
                            + ".kept && mv "
                            + node.data()
                            + ".by-hand "
                            + node.data()
                            + "\n"
                            + node.start()))
        + "- [ ] `postgresql.auto.conf` names no `recovery_target` and no"
        + " `default_transaction_read_only`.\n";
  }

  String settle() {
    return """
        To go back: stop the node, rename both directories back, move `global/pg_control.fenced` back to
        `global/pg_control`, start it.

        - [ ] Keep or undo: `________`, decided by: `________`
        """;
  }

  String discard() {
    return "On OLD's host:\n\n"
        + NodeShell.each(
            nodes,
            node ->
                "**If OLD is** "
                    + node.place()
                    + ":\n\n"
                    + NodeShell.shell("rm -r " + node.data() + ".by-hand"));
  }

  String backup() {
    return primary(
        node ->
            node.program("pg_basebackup")
                + " --dbname="
                + node.connection()
                + " --pgdata="
                + directory()
                + "/base/by-hand/data --checkpoint=fast --manifest-checksums=SHA256");
  }

  String prove() {
    return NodeShell.shell(
            first().program("pg_verifybackup") + " " + directory() + "/base/by-hand/data")
        + "- [ ] A copy of it, started with its own port, replayed to the archive's end.\n";
  }

  private String primary(java.util.function.Function<NodeShell, String> part) {
    return NodeShell.each(
        nodes,
        node -> "**If OLD is** `" + node.name() + "`:\n\n" + NodeShell.shell(part.apply(node)));
  }

  private NodeShell first() {
    return nodes.get(0);
  }

  private String directory() {
    return backups instanceof Backups.Basebackup plain
        ? NodeShell.quoted(plain.directory())
        : "REPOSITORY";
  }
}
