package dev.bosai.app.lab;

import java.util.Locale;

/** What takes and keeps a lab's backups and its archived WAL. */
public enum BackupKind {
  /** PostgreSQL's own {@code pg_basebackup}, and a folder of WAL. */
  BASEBACKUP,
  /** pgBackRest, which must be installed on this machine. */
  PGBACKREST,
  /** Nothing: WAL is archived, and the system file says nothing of it. */
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
