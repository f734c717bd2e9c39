package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import java.util.List;

/**
 * What a person types to bring one database back to a moment: beside, never over. The target is a
 * position, since a time that no commit follows ends in a FATAL (f11), no target at all opens the
 * database wherever its WAL happens to end (f04), and the newest timeline is not always the right
 * one (f10).
 */
final class HandRestore {
  private final List<NodeShell> nodes;
  private final HandRepository repository;

  HandRestore(Database database) {
    this.nodes = NodeShell.all(database);
    this.repository = HandRepository.of(database.backups());
  }

  String aim(String target) {
    return "The target is `"
        + target
        + "`. OLD is the node that is primary now. Archive what it has; if it is down, "
        + repository.rescue()
        + " instead.\n\n"
        + oldIs("{psql} \"select pg_switch_wal()\"")
        + """
        Find the mistake's transaction: COMMIT and ABORT are shown with their times, a drop with `rels:`. FIRST and LAST
        are names of WAL files of one timeline; backups show when they ended and the file they begin with.

        """
        + NodeShell.shell(
            onRepository(
                nodes.get(0),
                """
                {look}
                {pg_waldump} --path={wal} --rmgr=Transaction FIRST LAST
                {pg_waldump} --path={wal} --xid=TX FIRST LAST | head -n 1"""))
        + """
        - [ ] OLD: `________`, mistake's transaction TX (`tx:`): `________`, LSN, its first record (`lsn:`): `________`
        - [ ] TIMELINE, the first eight digits of the name of the file that holds that record: `________`
        - [ ] BACKUP, the newest that ended before the mistake: `________`
        - [ ] Every WAL file from BACKUP to that record is in the archive.
        """;
  }

  String holdWrites() {
    return "Every write after the target is lost by a switch. To stop them now:\n\n"
        + oldIs(
            """
            {psql} "alter system set default_transaction_read_only = on"
            {psql} "select pg_reload_conf()"
            {psql} "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()\"""")
        + "- [ ] Held at `________`, or it keeps serving, decided by: `________`\n";
  }

  String restore() {
    return "On OLD's host, as the owner of the data directory, into a new directory that needs as much"
        + " room as the old one. `archive_command` is empty: nothing of this may reach the"
        + " archive.\n\n"
        + NodeShell.each(nodes, this::restoreBeside)
        + """
        If the log says "recovery ended before configured recovery target was reached", WAL is missing: bring it into the
        archive and start the same directory again.

        - [ ] The last two lines showed `paused` and a position not beyond LSN. Ask again until they do; only they count.
        """;
  }

  private String restoreBeside(NodeShell node) {
    return onHost(
        node,
        """
        {bring}
        cp -a {data}/*.conf {data}.by-hand/
        cat >> {data}.by-hand/postgresql.auto.conf <<'END'
        port = 5999
        listen_addresses = '127.0.0.1'
        archive_mode = on
        archive_command = ''
        external_pid_file = ''
        primary_conninfo = ''
        synchronous_standby_names = ''
        restore_command = '{restore-command}'
        recovery_target_lsn = 'LSN'
        recovery_target_inclusive = off
        recovery_target_timeline = '0xTIMELINE'
        recovery_target_action = pause
        END
        test -f {data}.by-hand/backup_label && touch {data}.by-hand/recovery.signal
        {pg_ctl} -D {data}.by-hand -l {data}.by-hand.log -w -t 36000 start
        psql {beside} -Atc "select pg_get_wal_replay_pause_state()"
        psql {beside} -Atc "select pg_last_wal_replay_lsn()\"""");
  }

  String preview() {
    return "On OLD's host; nothing there can be changed. Look at the tables that matter:\n\n"
        + NodeShell.shell(
            nodes.get(0).fill("psql {beside} -c '\\dt+' -c 'select count(*) from TABLE'"))
        + "- [ ] What was lost is there, seen by: `________`\n";
  }

  String extract(List<String> tables) {
    String named = tables.isEmpty() ? "" : "Tables: `" + String.join("`, `", tables) + "`. ";
    return named
        + "Free held writes first, if any. TABLE is a name with its schema. On OLD's host, either a table"
        + " that is gone there comes back whole, or rows that are gone come back and everything else"
        + " stays:\n\n"
        + NodeShell.each(
            nodes,
            node ->
                onHost(
                    node,
                    """
                    # the table is gone:
                    pg_dump --dbname={beside} --table=TABLE | psql {connection} --single-transaction --set=ON_ERROR_STOP=1
                    # or only rows of it:
                    psql {connection} -c "create table public.by_hand (like TABLE)"
                    psql {beside} -c "copy TABLE to stdout" | psql {connection} -c "copy public.by_hand from stdin"
                    psql {connection} -c "insert into TABLE overriding system value select * from public.by_hand on conflict do nothing"
                    psql {connection} -c "drop table public.by_hand\""""))
        + "- [ ] Rows that came back: `________`. Sequences of the table are ahead of its keys.\n";
  }

  String discard() {
    return "On OLD's host. The second part frees held writes.\n\n"
        + NodeShell.each(
            nodes,
            node ->
                onHost(
                        node,
                        """
                        {pg_ctl} -D {data}.by-hand -w -m fast stop
                        rm -r {data}.by-hand""")
                    + NodeShell.shell(
                        node.fill(
                            """
                            {psql} "alter system reset default_transaction_read_only"
                            {psql} "select pg_reload_conf()\"""")));
  }

  String backup() {
    return "On the host of the node that is primary now, as the owner of its data directory. With archiving"
        + " on it is a backup that can be restored by hand; Bosai lists its own ones only.\n\n"
        + primaryIs("{take}");
  }

  String prove() {
    return "On the same host: every file is compared with the manifest, a copy is started, every row is"
        + " read.\n\n"
        + primaryIs(
            """
            {check}
            cat >> {data}.proof/postgresql.auto.conf <<'END'
            port = 5999
            listen_addresses = '127.0.0.1'
            archive_mode = off
            external_pid_file = ''
            primary_conninfo = ''
            synchronous_standby_names = ''
            restore_command = '{restore-command}'
            recovery_target = 'immediate'
            recovery_target_action = promote
            END
            touch {data}.proof/recovery.signal
            {pg_ctl} -D {data}.proof -l {data}.proof.log -w start
            pg_dump --dbname={beside} --file=/dev/null && echo sound
            {pg_ctl} -D {data}.proof -w -m fast stop
            rm -r {data}.proof""")
        + "- [ ] It showed `"
        + repository.whole()
        + "` and `sound`.\n";
  }

  private String oldIs(String commands) {
    return NodeShell.each(
        nodes,
        node -> "**If OLD is** `" + node.name() + "`:\n\n" + NodeShell.shell(node.fill(commands)));
  }

  private String primaryIs(String commands) {
    return NodeShell.each(
        nodes,
        node ->
            "**If the primary is** "
                + node.place()
                + ":\n\n"
                + NodeShell.shell(onRepository(node, commands)));
  }

  private String onHost(NodeShell node, String commands) {
    return "**If OLD is** "
        + node.place()
        + ":\n\n"
        + NodeShell.shell(onRepository(node, commands));
  }

  private String onRepository(NodeShell node, String commands) {
    return node.fill(
        commands
            .replace("{look}", repository.look())
            .replace("{wal}", repository.wal())
            .replace("{bring}", repository.bring().replace("DIRECTORY", "{data}.by-hand"))
            .replace("{take}", repository.take())
            .replace("{check}", repository.check().replace("DIRECTORY", "{data}.proof"))
            .replace("{restore-command}", repository.restoreCommand()));
  }
}
