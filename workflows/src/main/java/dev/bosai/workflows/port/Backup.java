package dev.bosai.workflows.port;

import java.time.Instant;

/**
 * One backup in a repository.
 *
 * @param id the provider's own name of it; later ones sort after earlier ones
 * @param provider {@code basebackup} or {@code pgbackrest}
 * @param systemIdentifier of the cluster it is of
 * @param timeline it was taken on
 * @param start position from which WAL is needed
 * @param stop position up to which WAL is needed before the copy is consistent
 * @param startedAt when it began, by the server's clock
 * @param stoppedAt when it ended, by the server's clock; nothing before can be reached with it
 * @param bytes size of what is restored
 */
public record Backup(
    String id,
    String provider,
    String systemIdentifier,
    int timeline,
    Lsn start,
    Lsn stop,
    Instant startedAt,
    Instant stoppedAt,
    long bytes) {}
