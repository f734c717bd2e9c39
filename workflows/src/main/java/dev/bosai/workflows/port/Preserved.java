package dev.bosai.workflows.port;

/**
 * The old timeline's writes are kept; only over this may the old node be rewound, wiped or copied
 * anew.
 *
 * @param node whose writes were kept
 * @param directory on the node's host: old WAL past the fork, timeline history, control data, list
 *     of lost commits
 * @param fork where the new timeline left the old one
 * @param timeline the old one
 * @param lost all commits past the fork, with the tables they touched in {@code idsFile} (JSON
 *     lines)
 */
public record Preserved(String node, String directory, Lsn fork, int timeline, LossFound lost) {}
