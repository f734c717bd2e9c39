package dev.bosai.activities.postgres.backup;

/**
 * What all segments of a cluster have in common, since only a new cluster has another one.
 *
 * @param magic number with which every page begins; says PostgreSQL's version
 * @param segmentBytes size of a segment
 */
public record WalFormat(int magic, long segmentBytes) {}
