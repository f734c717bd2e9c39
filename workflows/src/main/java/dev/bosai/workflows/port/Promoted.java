package dev.bosai.workflows.port;

import java.time.Instant;

/**
 * A standby became the primary.
 *
 * @param node the new primary
 * @param systemIdentifier of the cluster
 * @param timeline the new one
 * @param fork where the new timeline left the old one
 * @param at when it first took a write
 * @param clearedSynchronousStandbyNames what was taken away so that the first write does not hang;
 *     empty if nothing
 */
public record Promoted(
    String node,
    String systemIdentifier,
    int timeline,
    Lsn fork,
    Instant at,
    String clearedSynchronousStandbyNames) {}
