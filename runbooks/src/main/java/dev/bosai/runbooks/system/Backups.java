package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;

/** Where a database's backups and its archived WAL are, and how long they stay. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Backups.Basebackup.class, name = "basebackup"),
  @JsonSubTypes.Type(value = Backups.Pgbackrest.class, name = "pgbackrest")
})
public sealed interface Backups {
  /** Returns how old the newest proven restorable point may become before it is an alarm. */
  Duration provenWithin();

  /** Returns how long backups and WAL stay. */
  Keep keep();

  /** Returns what a restore must answer, beside the provider's own checks, to count as proven. */
  List<SqlCheck> checks();

  /**
   * PostgreSQL's own {@code pg_basebackup} and a folder of archived WAL.
   *
   * @param directory absolute path of the repository; the same files under the same path on every
   *     node's host, outside the sites that it must outlive
   */
  record Basebackup(String directory, Duration provenWithin, Keep keep, List<SqlCheck> checks)
      implements Backups {}

  /**
   * pgBackRest, with its own configuration file on every node's host.
   *
   * @param stanza the cluster's name in that file
   * @param config absolute path of that file; empty means pgBackRest's own default
   * @param records absolute path of the folder of what Bosai itself keeps of backups, which are
   *     proofs and catalogs; the same files under the same path on every node's host
   */
  record Pgbackrest(
      String stanza,
      String config,
      String records,
      Duration provenWithin,
      Keep keep,
      List<SqlCheck> checks)
      implements Backups {}

  /**
   * A question to what was restored.
   *
   * @param sql one statement that only reads
   * @param expect what the first column of its first row must read, as text
   */
  record SqlCheck(String sql, String expect) {}

  /**
   * How long backups and WAL stay. Counts are of days, weeks and months that have a backup, so a
   * time without new ones removes nothing.
   *
   * @param daily how many days keep their newest backup
   * @param weekly how many weeks keep their newest backup
   * @param monthly how many months keep their newest backup
   * @param wal how far back every moment can be reached
   */
  record Keep(int daily, int weekly, int monthly, Duration wal) {
    /** What a system keeps that says nothing about it. */
    public static final Keep USUAL = new Keep(7, 4, 6, Duration.ofDays(7));
  }
}
