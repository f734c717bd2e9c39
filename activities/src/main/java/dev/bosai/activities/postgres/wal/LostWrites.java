package dev.bosai.activities.postgres.wal;

import java.util.Map;
import java.util.Set;

/**
 * What the old timeline's WAL says of the commits past the fork.
 *
 * @param commits how many
 * @param xids ids of their transactions and subtransactions, without the epoch
 * @param rows by the table's file, where places could be remembered
 * @param touched every file they wrote to
 * @param created files they, or transactions that were rolled back, made
 * @param dropped files they removed
 * @param firstNew the oldest transaction id that the new timeline may have given away itself
 * @param begunBefore transactions among them that began before the WAL that could be read
 * @param crowded whether there were too many rows to remember their places
 * @param missing what could not be read, one sentence; empty if all was
 */
public record LostWrites(
    long commits,
    Set<Long> xids,
    Map<Relation, LostRows> rows,
    Set<Relation> touched,
    Set<Relation> created,
    Set<Relation> dropped,
    long firstNew,
    Set<Long> begunBefore,
    boolean crowded,
    String missing) {}
