package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Backups;
import org.jspecify.annotations.Nullable;

/**
 * What a person types where backups are kept. Each part is of commands for a node's host, with that
 * node's names still in braces; {@code BACKUP} and {@code DIRECTORY} stand for what to bring back
 * and where to.
 *
 * @param rescue how WAL that a dead server did not archive gets into the archive, within a sentence
 * @param look shows the backups and the newest WAL, and brings WAL to where it can be read
 * @param wal the folder in which it can be read then
 * @param bring makes the directory out of the backup
 * @param restoreCommand with which a server gets WAL out of the archive, between quotes
 * @param take takes a backup
 * @param check compares what was taken with what should be there, then makes the directory of it
 * @param whole what the check shows of a backup that is whole
 */
record HandRepository(
    String rescue,
    String look,
    String wal,
    String bring,
    String restoreCommand,
    String take,
    String check,
    String whole) {

  /** Returns how a repository is used by hand; one that nothing is known of has a blank. */
  static HandRepository of(@Nullable Backups backups) {
    return backups instanceof Backups.Pgbackrest settings
        ? pgbackrest(settings)
        : plain(backups instanceof Backups.Basebackup own ? own.directory() : "REPOSITORY");
  }

  private static HandRepository plain(String directory) {
    String path = NodeShell.quoted(directory);
    return new HandRepository(
        "copy the newest files of its `pg_wal` into the archive",
        """
        tail -n 9 %1$s/base/*/data/backup_label; grep -o '"stoppedAt":[^,}]*' %1$s/base/*/backup.json
        ls %1$s/wal | tail -n 20"""
            .formatted(path),
        path + "/wal",
        "cp -a " + path + "/base/BACKUP/data DIRECTORY",
        "cp \"" + inFile(directory) + "/wal/%f\" \"%p\"",
        "{pg_basebackup} --dbname={connection} --pgdata="
            + path
            + "/base/by-hand/data --checkpoint=fast --manifest-checksums=SHA256",
        """
        {pg_verifybackup} %1$s/base/by-hand/data
        cp -a %1$s/base/by-hand/data DIRECTORY"""
            .formatted(path),
        "backup successfully verified");
  }

  /**
   * Its verification ends with status 0 whatever it finds (f18), so its words are read. It asks the
   * control file of {@code pg1-path} whose WAL is wanted, and a fenced node has none there, so the
   * restored directory is named.
   */
  private static HandRepository pgbackrest(Backups.Pgbackrest settings) {
    String config =
        settings.config().isEmpty() ? "" : NodeShell.quoted("--config=" + settings.config()) + " ";
    String program = "pgbackrest " + config + "--stanza=" + settings.stanza() + " ";
    String restore =
        "mkdir -m 700 DIRECTORY\n"
            + program
            + "--pg1-path=DIRECTORY --type=none --archive-mode=off %srestore";
    return new HandRepository(
        "push the newest files of its `pg_wal`, `" + program + "archive-push PATH` each",
        """
        %1$sinfo
        %1$s--recurse --filter='[0-9A-F]{24}-' repo-ls archive/%2$s | tail -n 20
        # each file from FIRST to LAST:
        mkdir -p {data}.wal; %1$sarchive-get FIRST {data}.wal/FIRST"""
            .formatted(program, settings.stanza()),
        "{data}.wal",
        restore.formatted("--set=BACKUP "),
        inFile(program) + "\"--pg1-path=$PWD\" archive-get %f \"%p\"",
        program + "--type=full backup",
        program + "--output=text --verbose verify\n" + restore.formatted(""),
        "status: ok");
  }

  private static String inFile(String word) {
    return word.replace("'", "''");
  }
}
