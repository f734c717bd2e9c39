package dev.bosai.activities.postgres.backup;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kind of repository: how backups are taken, kept and brought back. One instance is of one
 * database on one host; whatever it starts ends with it or is ended by the next attempt.
 */
public interface BackupProvider {
  /** Returns its name, as it stands in the system file. */
  String kind();

  /** Returns where the repository is, for people. */
  String repository();

  /** Returns the complete backups, the oldest first. */
  List<Backup> backups() throws IOException, InterruptedException;

  /**
   * Takes a backup of the primary.
   *
   * @param key an attempt that finds the backup of its key complete returns it
   * @param progress told how far it has come
   */
  Backup take(String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException;

  /**
   * Removes backups and WAL beyond what is to be kept.
   *
   * @return what was removed, one sentence each
   */
  List<String> expire() throws IOException, InterruptedException;

  /** Returns the archived WAL. */
  WalArchive archive() throws IOException, InterruptedException;

  /** Returns the restores of its backups that were proven. */
  Proofs proofs();

  /** Returns what is wrong with the repository itself, one sentence each; empty if all is well. */
  default List<String> problems() throws IOException, InterruptedException {
    return List.of();
  }

  /**
   * Returns the names of tables when a backup was taken, so that WAL of tables that are gone can be
   * read.
   */
  TableCatalog catalog(Backup backup) throws IOException, InterruptedException;

  /** Reads a backup where it lies; names each file that is damaged or missing. */
  List<Proven.Check> verify(Backup backup) throws IOException, InterruptedException;

  /**
   * Brings a backup back into a directory that is empty, absent or left by an earlier attempt of
   * this very call; the control file comes last, so a directory without it is unfinished (f07).
   * Returns at once if the backup is there already. Whoever calls has the directory to himself.
   *
   * @param backup which
   * @param into where to
   * @param progress told how far it has come
   */
  void restore(Backup backup, Path into, Consumer<String> progress)
      throws IOException, InterruptedException;

  /** Returns the {@code restore_command} with which a server gets WAL out of the archive. */
  String restoreCommand();
}
