package dev.bosai.activities.postgres.backup;

import java.util.List;

/**
 * Tables as they were when a backup was taken.
 *
 * @param tables all of all databases
 */
public record TableCatalog(List<Table> tables) {
  /**
   * One table, or a partition, a materialized view or the TOAST table of one.
   *
   * @param database object id of its database; 0 for shared ones
   * @param tablespace object id as WAL names it
   * @param file number of its file as WAL names it
   * @param oid its object id
   * @param name {@code schema.table}; of a TOAST table, the name of the table it belongs to
   */
  public record Table(long database, long tablespace, long file, long oid, String name) {}
}
