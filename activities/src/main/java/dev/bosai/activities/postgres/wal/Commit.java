package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import java.util.Set;

/**
 * A committed transaction found in WAL.
 *
 * @param xid its id
 * @param at when, by the server's clock
 * @param lsn of its commit record
 * @param relations it wrote to, as far as it wrote past the position reading began at
 */
record Commit(String xid, Instant at, Lsn lsn, Set<Relation> relations) {}
